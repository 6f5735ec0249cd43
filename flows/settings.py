"""Settings of the shell: `NIANBAO_…` environment variables, which the options of the command line override."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import UTC, tzinfo
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    BeforeValidator,
    Field,
    SecretStr,
    SerializerFunctionWrapHandler,
    ValidationError,
    field_serializer,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from flows.errors import words_of
from flows.language import language_of
from flows.storage import Place, are_nested, parse_place, parse_url
from transforms.language import NOTHING, Language, Pair, joined
from transforms.limits import DEFAULT_LIMITS, Limits
from transforms.text import without_commands

_PREFIX = "NIANBAO_"
# What the program reads beside the settings: whether an error that nobody expected shows its traceback.
_NO_SETTINGS = frozenset({"DEBUG"})
# What pydantic says in English only; `{…}` are its values.
_MISTAKES = {
    "bool_parsing": "须为 true 或 false",
    "bool_type": "须为 true 或 false",
    "enum": "只能是 {expected}",
    "finite_number": "须为有限的数",
    "float_parsing": "须为数字",
    "float_type": "须为数字",
    "greater_than": "须大于 {gt}",
    "greater_than_equal": "须不小于 {ge}",
    "int_from_float": "须为整数",
    "int_parsing": "须为整数",
    "int_parsing_size": "整数过大",
    "int_type": "须为整数",
    "less_than_equal": "须不大于 {le}",
    "literal_error": "只能是 {expected}",
    "path_type": "须为路径",
    "string_type": "须为文字",
}


def count_usable_cores() -> int:
    """The processor cores that this process may use, at least one."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def describe_unknown(variables: Iterable[str], known: Iterable[str]) -> Iterator[Pair]:
    """A sentence for each `NIANBAO_…` variable that is none of the known settings, with the nearest that there is.

    >>> list(describe_unknown(["NIANBAO_WAREHUOSE", "NIANBAO_RAW", "PATH"], ["raw", "warehouse"]))
    ['no setting is called NIANBAO_WAREHUOSE; the nearest is NIANBAO_WAREHOUSE']
    """
    names = [name.upper() for name in known]
    for variable in sorted(variables):
        name = variable.upper().removeprefix(_PREFIX)
        if variable.upper() == name or name in names or name in _NO_SETTINGS:
            continue
        near = [f"{_PREFIX}{one}" for one in get_close_matches(name, names, 1)]
        nearest = Pair("；最接近的是 {near}", "; the nearest is {near}", near=near[0]) if near else NOTHING
        yield Pair("没有名为 {name} 的设置{near}", "no setting is called {name}{near}", name=variable, near=nearest)


def describe_mistake(error: ValidationError) -> Pair:
    """The first thing that is wrong with the settings, in one sentence that tells no value."""
    first = error.errors()[0]
    message = _mistake_words(first)
    if not first["loc"]:
        return message
    name = str(first["loc"][0])
    variable = f"{_PREFIX}{name.upper()}"
    return Pair(
        "{name}（{variable}）：{message}",
        "{name} ({variable}): {message}",
        name=name,
        variable=variable,
        message=message,
    )


def _mistake_words(mistake: ErrorDetails) -> Pair:
    """What is wrong with a value: our own words, or those of pydantic in English beside ours."""
    own = mistake.get("ctx", {}).get("error")
    if isinstance(own, ValueError):
        words = words_of(own)
        return words if isinstance(words, Pair) else Pair(words, words)
    zh = _MISTAKES.get(mistake["type"], mistake["msg"].replace("{", "{{").replace("}", "}}"))
    return Pair(zh.format_map(mistake.get("ctx", {})), mistake["msg"])


class Settings(BaseSettings):
    """What an ingest reads, where it writes, and how it spreads the work.

    Every field is also an environment variable: `raw` is `NIANBAO_RAW`, and so on. `NIANBAO_GAZETTEER` lists files
    as `PATH` does, separated by `:`. A variable of that kind that is no setting is refused: it was meant to be one.
    """

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, extra="forbid")

    raw: Annotated[Place, BeforeValidator(parse_place)] = Field(
        default=Path("data/raw"), description="Folder with the report files, or s3://BUCKET/PREFIX; it is only read."
    )
    warehouse: Path = Field(default=Path("data/warehouse/nianbao.duckdb"), description="The DuckDB file to publish.")
    workers: int = Field(default_factory=count_usable_cores, ge=1, description="Processes that read reports.")
    batch_size: int | None = Field(
        default=None, ge=1, description="Files in a batch; by default chosen from their number."
    )
    gazetteer: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(), description="Additional gazetteer files, for places that the national list lacks."
    )
    file_seconds: float = Field(
        default=300,
        gt=0,
        le=1_000_000,  # a clock that is set to more never starts
        description="Seconds after which the reading of one file is given up; the file is quarantined.",
    )
    keep_personal_data: bool = Field(default=False, description="Leave personal numbers and addresses unmasked.")
    worker_memory: int = Field(
        default=1280 * 1024 * 1024,
        ge=256 * 1024 * 1024,
        le=2**50,  # the system takes no number much above as a bound
        description="Bytes of memory that a process that reads may take.",
    )
    build_memory: int = Field(
        default=128 * 1024 * 1024,
        ge=64 * 1024 * 1024,
        description="Bytes of memory that DuckDB may take to build the warehouse, if they suffice.",
    )
    file_bytes: int = Field(
        default=DEFAULT_LIMITS.file_bytes, ge=1, description="Bytes of the largest file that is read."
    )
    member_bytes: int = Field(
        default=DEFAULT_LIMITS.member_bytes, ge=1, description="Bytes of the largest file in an archive that is read."
    )
    text_characters: int = Field(
        default=DEFAULT_LIMITS.text_characters, ge=1, description="Characters of the longest text that is read."
    )
    archive_depth: int = Field(default=DEFAULT_LIMITS.archive_depth, ge=0, description="Archives inside each other.")
    archive_members: int = Field(
        default=DEFAULT_LIMITS.archive_members,
        ge=1,
        description="Files that one archive may hold, with those of archives in it.",
    )
    archive_bytes: int = Field(
        default=DEFAULT_LIMITS.archive_bytes, ge=1, description="Bytes that one file may unpack to."
    )
    expansion_ratio: int = Field(
        default=DEFAULT_LIMITS.expansion_ratio,
        ge=1,
        description="How many times as large a file may become when unpacked.",
    )
    pages: int = Field(default=DEFAULT_LIMITS.pages, ge=1, description="Pages of the longest document that is read.")
    table_cells: int = Field(default=DEFAULT_LIMITS.table_cells, ge=1, description="Cells of all tables of one file.")

    keep_versions: int = Field(default=5, ge=2, description="Runs whose versions of the warehouse are kept.")
    guard_fall: float = Field(
        default=0.1, ge=0, le=1, description="Share of its reports or values that a run may lose, in all or in a group."
    )
    guard_rise: float = Field(
        default=0.05,
        ge=0,
        le=1,
        description="Share by which unread cells, doubtful reports or quarantined files may grow.",
    )
    guard_reports: int = Field(
        default=10, ge=0, description="Reports that may be lost or be doubtful whatever their share."
    )
    accept: bool = Field(default=False, description="Publish even where a guard would stop the run.")

    ocr: Literal["auto", "off", "later"] = Field(
        default="auto",
        description="Whether pictures are read: where the engines are installed, never, or by a run of its own behind "
        "everything else.",
    )
    prune: bool = Field(default=False, description="Drop the reports of files that are gone from the raw folder.")
    rebuild: Literal["no", "stage", "raw"] = Field(
        default="no",
        description="Build the warehouse even if nothing is new: from the stage, or reading every file anew.",
    )

    stage: Annotated[str | None, BeforeValidator(parse_url)] = Field(
        default=None,
        description="s3://BUCKET/PREFIX that keeps what was read, for workers that share no folder with the run.",
    )
    cluster: str | None = Field(
        default=None, description="Address of the scheduler of a Dask cluster whose workers read (tcp://HOST:8786)."
    )
    lake: SecretStr | None = Field(
        default=None,
        description="Catalog of the lake that is published too, and read: postgres: and PostgreSQL's parameters.",
    )
    lake_data: str | None = Field(default=None, description="Folder, or s3://BUCKET/PREFIX, of the lake's data.")

    timezone: str = Field(
        default="Asia/Shanghai", description="Time zone of the schedule, and of the times that people are shown."
    )
    prefect: Literal["auto", "required", "off"] = Field(
        default="auto",
        description="Whether Prefect records a run: where a server is set up or much is to be read, always, or never.",
    )
    lang: Language | None = Field(
        default=None, description="Language in which people are told something: zh or en; by default the locale's."
    )
    log_format: Literal["plain", "json"] = Field(default="plain", description="How log lines are written.")
    hook: SecretStr | None = Field(
        default=None, description="Command that gets the record of a run, run without a shell."
    )
    webhook: SecretStr | None = Field(default=None, description="Address that the record of a run is sent to by POST.")
    hook_on: Literal["failure", "always"] = Field(default="failure", description="After which runs they are called.")

    @model_validator(mode="before")
    @classmethod
    def check_variables(cls, given: object) -> object:
        """Refuse variables of the environment that are none of the settings."""
        if unknown := list(describe_unknown(os.environ, cls.model_fields)):
            raise ValueError(joined("；", "; ", unknown))
        return given

    @field_serializer("raw", "warehouse", "gazetteer", mode="wrap", when_used="json")
    def show_paths(self, value: object, serialize: SerializerFunctionWrapHandler) -> object:
        """Paths as JSON has them: Prefect shows the parameters of a run."""
        shown = serialize(value)
        return without_commands(shown) if isinstance(shown, str) else [without_commands(one) for one in shown]

    @property
    def limits(self) -> Limits:
        """The bounds on one file."""
        return Limits(**self.model_dump(include={field.name for field in fields(Limits)}))

    @property
    def has_lake(self) -> bool:
        """Whether a lake is named, or half of one."""
        return bool(self.lake) or bool(self.lake_data)

    @property
    def language(self) -> Language:
        """The language in which people are told something."""
        return self.lang or language_of(os.environ)

    @property
    def inputs(self) -> tuple[str, ...]:
        """What is to be read: the raw folder and the additional gazetteers, in full."""
        folder = self.raw if isinstance(self.raw, str) else os.path.realpath(self.raw)
        return (folder, *(os.path.realpath(path) for path in self.gazetteer))

    @property
    def zone(self) -> tzinfo:
        """The zone of times that people are shown; UTC where this machine does not know it."""
        try:
            return ZoneInfo(self.timezone)
        except (KeyError, ValueError, OSError):
            return UTC

    @field_validator("timezone")
    @classmethod
    def check_timezone(cls, value: str) -> str:
        """Refuse what is no zone: an unknown name, a path, a folder of zones."""
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(
                Pair(
                    "{zone!r} 不是时区，正确的如 'Asia/Shanghai'",
                    "{zone!r} is no time zone, such as 'Asia/Shanghai'",
                    zone=value,
                )
            ) from error
        return value

    @field_validator("gazetteer", mode="before")
    @classmethod
    def split_paths(cls, value: object) -> object:
        """Split the one string of an environment variable at `os.pathsep`; leave a list as it is."""
        return [part for part in value.split(os.pathsep) if part] if isinstance(value, str) else value

    @model_validator(mode="after")
    def check_stage(self) -> Settings:
        """Refuse a stage in S3 that holds the raw folder or lies in it: what is no segment any more is removed."""
        if self.stage and isinstance(self.raw, str) and are_nested(self.stage, self.raw):
            raise ValueError(
                Pair(
                    "暂存区（NIANBAO_STAGE）和原始文件夹必须分开",
                    "the stage (NIANBAO_STAGE) and the raw folder must be apart",
                )
            )
        return self

    @field_validator("hook")
    @classmethod
    def check_command(cls, value: SecretStr | None) -> SecretStr | None:
        """Refuse a command line that no program can be told from; an empty one is none."""
        if value is None or not value.get_secret_value().strip():
            return None
        shlex.split(value.get_secret_value())
        return value

    @field_validator("webhook")
    @classmethod
    def check_address(cls, value: SecretStr | None) -> SecretStr | None:
        """Refuse what is no plain address of http or https; an empty one is none."""
        if value is None or not value.get_secret_value().strip():
            return None
        try:
            parts = urlsplit(value.get_secret_value())
            is_plain = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        except ValueError:
            is_plain = False
        if not is_plain:
            raise ValueError(
                Pair(
                    "须以 https:// 或 http:// 和主机名开头，不含用户名",
                    "it must begin with https:// or http:// and a host, without a user name",
                )
            )
        return value
