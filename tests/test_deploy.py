"""What docs/deploy/ hands to operators: it parses, and what it names exists."""

from __future__ import annotations

import configparser
import importlib
import os
import re
import shlex
import shutil
import subprocess
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from setuptools import find_namespace_packages
from typer.main import get_command

from flows.cli import app
from flows.lake import lake_of
from flows.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "docs" / "deploy"
DOCUMENTS = [*sorted(DEPLOY.iterdir()), ROOT / "docs" / "operations.md", ROOT / "docs" / "security.md"]
OWN_VARIABLE = re.compile(r"\bNIANBAO_[A-Z_]+\b")


def own_settings() -> set[str]:
    return {f"NIANBAO_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_variable_is_a_setting(path: Path) -> None:
    assert set(OWN_VARIABLE.findall(path.read_text("utf-8"))) <= own_settings()


@pytest.mark.parametrize("name", ["operations.md", "security.md"])
def test_every_test_and_file_that_is_named_exists(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    there = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    assert set(re.findall(r"test_\w+\.py", text)) <= there
    links = re.findall(r"\]\(([^)#]+)", text)
    assert [link for link in links if "://" not in link and not (ROOT / "docs" / link).exists()] == []


def long_options(command: Any) -> set[str]:
    return {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}


def find_command(words: list[str]) -> Any:
    """The command that the words call, which may go on with arguments. Raises `KeyError`."""
    command: Any = get_command(app)
    for word in words:
        if not hasattr(command, "commands"):
            break
        command = command.commands[word]
    return command


def called(text: str) -> list[list[str]]:
    """The calls of nianbao in code, as words."""
    code = re.findall(r"`([^`\n]+)`", text) + re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line.partition("#")[0] for part in code for line in re.split(r"[\n;]", part)]
    found = [re.search(r"(?:^|bin/)nianbao ((?:[a-z]|--)[^|]*)", line.strip()) for line in lines]
    return [shlex.split(match[1]) for match in found if match]


def test_the_operators_commands_and_options_exist() -> None:
    calls = called((ROOT / "docs" / "operations.md").read_text("utf-8"))
    assert len(calls) > 10
    for words in calls:
        given = {word for word in words if word.startswith("--")}
        assert given <= long_options(find_command([word for word in words if word.isalpha()])), words


@pytest.fixture(scope="module")
def deployments() -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.safe_load((DEPLOY / "prefect.yaml").read_text("utf-8"))
    return parsed


def test_the_deployment_is_what_prefect_takes(deployments: dict[str, Any]) -> None:
    from prefect.client.schemas.actions import DeploymentScheduleCreate
    from prefect.client.schemas.schedules import CronSchedule

    (deployment,) = deployments["deployments"]
    (schedule,) = deployment["schedules"]
    cron = CronSchedule(cron=schedule["cron"], timezone=schedule["timezone"])
    assert DeploymentScheduleCreate(schedule=cron, active=schedule["active"]).active
    path, _, name = deployment["entrypoint"].partition(":")
    assert (ROOT / path).is_file()
    flow = getattr(importlib.import_module(path.removesuffix(".py").replace("/", ".")), name)
    assert (flow.name, deployment["name"]) == ("nianbao-night", "nianbao")
    assert set(deployment) <= {"name", "description", "entrypoint", "schedules", "work_pool"}
    (step,) = deployments["pull"]
    module, _, function = next(iter(step)).rpartition(".")
    assert callable(getattr(importlib.import_module(module), function))


def read_unit(name: str) -> configparser.RawConfigParser:
    unit = configparser.RawConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string((DEPLOY / name).read_text("utf-8"))
    return unit


def test_the_unit_writes_to_the_warehouse_alone() -> None:
    service = read_unit("nianbao.service")["Service"]
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == "true"
    written = service["ReadWritePaths"]
    assert service["ReadOnlyPaths"] == "/srv/nianbao/raw"
    assert not Path(service["ReadOnlyPaths"]).is_relative_to(written)
    assert f"NIANBAO_WAREHOUSE={written}/nianbao.duckdb" in (DEPLOY / "nianbao.service").read_text("utf-8")


def test_the_timer_makes_up_for_no_missed_night() -> None:
    timer = read_unit("nianbao.timer")["Timer"]
    assert timer["Persistent"] == "false"
    assert timer["OnCalendar"].endswith("Asia/Shanghai")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_understands_the_units() -> None:
    """The programs are not installed at the examples' paths; anything else that it says is a mistake."""
    units = [str(path) for path in sorted(DEPLOY.iterdir()) if path.suffix in (".service", ".timer")]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, encoding="utf-8", check=False
    )
    about_units = [line for line in done.stderr.splitlines() if line.startswith(("nianbao", str(DEPLOY)))]
    assert [line for line in about_units if "is not executable" not in line] == []


def test_the_container_copies_what_there_is_and_runs_as_nobody_special() -> None:
    lines = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
    instructions = [line.split() for line in lines if line and not line.startswith("#")]
    lock = next(words[1].removeprefix("LOCK=") for words in instructions if words[1].startswith("LOCK="))
    copied = [word.replace("${LOCK}", lock) for first, *words in instructions if first == "COPY" for word in words[:-1]]
    assert {"sql", "flows", "transforms", "requirements/core.lock"} <= set(copied)
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert ["USER", "nianbao"] in instructions
    assert not [words for words in instructions if words[0] == "RUN" and "pip" in words and "https:" in " ".join(words)]


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    named = {volume.partition(":")[0] for one in parsed["services"].values() for volume in one.get("volumes", ())}
    assert {name for name in named if name.isalpha()} == set(parsed["volumes"])
    found: dict[str, Any] = parsed["services"]
    return found


def test_the_services_of_cluster_and_lake_wait_for_services_and_are_built_from_a_lock(services: dict[str, Any]) -> None:
    assert {name for one in services.values() for name in one.get("depends_on", ())} <= services.keys()
    for one in services.values():
        if "build" in one:
            built = one["build"]
            assert (DEPLOY / built["context"] / built["dockerfile"]).is_file()
            pins = (ROOT / "requirements" / f"{built['args']['LOCK']}.lock").read_text("utf-8")
            assert "\ndistributed==" in pins and "\npsycopg==" in pins
            assert set(built["args"]) <= set(
                re.findall(r"^ARG (\w+)", (DEPLOY / "Containerfile").read_text("utf-8"), re.MULTILINE)
            )


def test_the_run_on_a_cluster_finds_scheduler_catalog_and_store(
    services: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in services["ingest"]["environment"].items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    address = lake_of(settings)
    assert address is not None and address.is_in_s3 and address.data.startswith("s3://nianbao/")
    assert "store/nianbao" in " ".join(services["bucket"]["entrypoint"])
    named = [settings.cluster, os.environ["AWS_ENDPOINT_URL"], f"//{re.search('host=(.*?) ', address.catalog)[1]}"]  # type: ignore[index]
    assert [urlsplit(one).hostname for one in named] == ["scheduler", "store", "catalog"]
    assert find_command(services["ingest"]["command"])
    told = ("NIANBAO_RAW", "NIANBAO_STAGE", "AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
    assert {name: services["worker"]["environment"][name] for name in told} == {name: os.environ[name] for name in told}
    assert str(settings.raw) in " ".join(services["bucket"]["entrypoint"]).replace("store/nianbao", "s3://nianbao")
    assert settings.stage == "s3://nianbao/stage"


def test_the_wheel_holds_the_sql_and_the_declared_knowledge() -> None:
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    packages = find_namespace_packages(str(ROOT), include=setuptools["packages"]["find"]["include"])
    data = setuptools["package-data"]
    for path in (*(ROOT / "sql").rglob("*.sql"), *(ROOT / "transforms" / "knowledge").rglob("*.csv")):
        place = path.relative_to(ROOT)
        owners = [name for name in packages if place.is_relative_to(name.replace(".", "/"))]
        inner = [place.relative_to(name.replace(".", "/")) for name in owners]
        patterns = [(*data.get(name, ()), *data["*"]) for name in owners]
        assert any(fnmatch(str(one), pattern) for one, own in zip(inner, patterns, strict=True) for pattern in own), (
            place
        )
