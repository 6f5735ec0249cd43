"""Settings: variables, and options above them."""

from __future__ import annotations

import os
import re
from dataclasses import fields, replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from flows.settings import Settings, describe_mistake, describe_unknown
from transforms.limits import DEFAULT_LIMITS, Limits

ROOT = Path(__file__).resolve().parents[2]
SECRET = "s3cr3t-t0ken"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("NIANBAO_"):
            monkeypatch.delenv(name)


def test_defaults() -> None:
    settings = Settings()
    assert (settings.raw, settings.warehouse) == (Path("data/raw"), Path("data/warehouse/nianbao.duckdb"))
    assert settings.workers >= 1
    assert settings.file_seconds == 300
    assert (settings.batch_size, settings.gazetteer, settings.keep_personal_data) == (None, (), False)


def test_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"RAW": "r", "WAREHOUSE": "w.duckdb", "WORKERS": "3", "BATCH_SIZE": "7", "KEEP_PERSONAL_DATA": "true"}
    for name, value in values.items():
        monkeypatch.setenv(f"NIANBAO_{name}", value)
    settings = Settings()
    assert (settings.raw, settings.warehouse) == (Path("r"), Path("w.duckdb"))
    assert (settings.workers, settings.batch_size, settings.keep_personal_data) == (3, 7, True)


def test_the_limits_are_those_of_the_core_unless_a_variable_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().limits == DEFAULT_LIMITS
    monkeypatch.setenv("NIANBAO_ARCHIVE_DEPTH", "1")
    monkeypatch.setenv("NIANBAO_TEXT_CHARACTERS", "50")
    assert Settings().limits == replace(DEFAULT_LIMITS, archive_depth=1, text_characters=50)


def test_every_limit_but_the_floor_has_a_variable() -> None:
    assert {field.name for field in fields(Limits)} - Settings.model_fields.keys() == {"expansion_floor"}


def test_a_variable_may_list_several_gazetteers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_GAZETTEER", os.pathsep.join(("a.csv", "b.csv")))
    assert Settings().gazetteer == (Path("a.csv"), Path("b.csv"))


def test_what_is_given_stands_above_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_WORKERS", "3")
    assert Settings.model_validate({"workers": 5}).workers == 5


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKERS", "0"),
        ("WORKERS", "many"),
        ("BATCH_SIZE", "-1"),
        ("FILE_SECONDS", "0"),
        ("WORKER_MEMORY", "1000"),
        ("KEEP_VERSIONS", "1"),
        ("GUARD_FALL", "1.5"),
        ("GUARD_RISE", "-0.1"),
        ("GUARD_REPORTS", "-1"),
    ],
)
def test_what_makes_no_sense_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"NIANBAO_{name}", value)
    with pytest.raises(ValidationError):
        Settings()


def test_times_are_shown_in_the_zone_of_the_schedule(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().zone == ZoneInfo("Asia/Shanghai")
    monkeypatch.setenv("NIANBAO_TIMEZONE", "Asia/Urumqi")
    assert Settings().zone == ZoneInfo("Asia/Urumqi")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "Asia", "../etc/passwd", "/etc/localtime", ""])
def test_what_is_no_zone_is_refused(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    monkeypatch.setenv("NIANBAO_TIMEZONE", zone)
    with pytest.raises(ValidationError) as failure:
        Settings()
    assert describe_mistake(failure.value) == (
        f"timezone (NIANBAO_TIMEZONE): {zone!r} is no time zone, such as 'Asia/Shanghai'"
    )


@pytest.mark.parametrize(
    ("variable", "sentence"),
    [
        ("NIANBAO_WAREHUOSE", "no setting is called NIANBAO_WAREHUOSE; the nearest is NIANBAO_WAREHOUSE"),
        ("nianbao_worker", "no setting is called nianbao_worker; the nearest is NIANBAO_WORKERS"),
        ("NIANBAO_XYZZY", "no setting is called NIANBAO_XYZZY"),
    ],
)
def test_a_variable_that_is_no_setting_is_refused_with_the_nearest_name(
    monkeypatch: pytest.MonkeyPatch, variable: str, sentence: str
) -> None:
    monkeypatch.setenv(variable, SECRET)
    with pytest.raises(ValidationError) as failure:
        Settings()
    assert describe_mistake(failure.value) == sentence


def test_the_variables_that_are_read_elsewhere_are_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NIANBAO_DEBUG", "_NIANBAO_COMPLETE", "XNIANBAO_RAW"):
        monkeypatch.setenv(name, "1")
    assert Settings().raw == Path("data/raw")


def test_every_variable_that_the_program_reads_is_known() -> None:
    """What a source takes from the environment by a name of ours is a setting, or no mistake for another reason."""
    sources = [path.read_text("utf-8") for room in ("flows", "transforms") for path in (ROOT / room).rglob("*.py")]
    read = {name for source in sources for name in re.findall(r"environ\b[^\n]*[\"'](NIANBAO_\w+)", source)}
    assert "NIANBAO_DEBUG" in read
    assert list(describe_unknown(read, Settings.model_fields)) == []


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://host/x", "host/x", "https://", f"https://me:{SECRET}@host/", "http://[x"]
)
def test_an_address_that_is_none_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(ValidationError, match="it must begin with https") as failure:
        Settings.model_validate({"webhook": url})
    assert failure.value.errors()[0]["loc"] == ("webhook",)


def test_a_command_that_cannot_be_split_is_refused() -> None:
    with pytest.raises(ValidationError, match="No closing quotation"):
        Settings.model_validate({"hook": "notify 'x"})


def test_settings_show_and_store_no_secret() -> None:
    settings = Settings.model_validate({"hook": f"curl {SECRET}", "webhook": f"https://example.org/{SECRET}"})
    assert SECRET not in repr(settings) + settings.model_dump_json()


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("NIANBAO_WAREHUOSE", "x", "没有名为 NIANBAO_WAREHUOSE 的设置；最接近的是 NIANBAO_WAREHOUSE"),
        ("NIANBAO_TIMEZONE", "Mars", "timezone（NIANBAO_TIMEZONE）：'Mars' 不是时区，正确的如 'Asia/Shanghai'"),
        ("NIANBAO_WORKERS", "0", "workers（NIANBAO_WORKERS）：须不小于 1"),
        ("NIANBAO_WORKERS", "many", "workers（NIANBAO_WORKERS）：须为整数"),
        ("NIANBAO_GUARD_FALL", "2", "guard_fall（NIANBAO_GUARD_FALL）：须不大于 1.0"),
        ("NIANBAO_LANG", "fr", "lang（NIANBAO_LANG）：只能是 'zh' or 'en'"),
        ("NIANBAO_WEBHOOK", "x", "webhook（NIANBAO_WEBHOOK）：须以 https:// 或 http:// 和主机名开头，不含用户名"),
    ],
)
def test_a_mistake_is_told_in_chinese_too(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ValidationError) as failure:
        Settings()
    assert describe_mistake(failure.value).zh == sentence


@pytest.mark.parametrize(
    ("name", "value"), [("file_seconds", "1e308"), ("file_seconds", "inf"), ("worker_memory", "9" * 23)]
)
def test_a_bound_that_no_system_can_keep_is_refused(name: str, value: str) -> None:
    with pytest.raises(ValidationError, match="less than or equal"):
        Settings.model_validate({name: value})
