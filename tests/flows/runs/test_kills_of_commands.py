"""Commands that write something else than a version, killed at whatever moment: it is whole, and nothing is left."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from contextlib import closing
from datetime import UTC
from functools import partial
from pathlib import Path

import duckdb
import pytest

from flows.commands.dictionary import write_dictionary
from flows.commands.export import export_warehouse
from flows.commands.quarantine import request_retries
from flows.settings import Settings
from flows.state.paths import retries_path, state_folder
from flows.versions.publication import list_versions
from notebooks.site.write import write_site
from tests.flows.inputs import names_in
from tests.flows.killing import Ended, check_published, check_tidy, complete, ingest, perform
from tests.flows.runs.test_kills import first_files, kill_at_random, new_and_changed, settings_in
from tests.soak import soaked
from transforms.language import Language

pytestmark = pytest.mark.endurance

Write = Callable[[Path, Path], object]
STATE = {"owner.json", "reader.json", "retry.json", "runs.jsonl", "stage", "touched.json", "versions", "work"}


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A raw folder and a warehouse of two nights."""
    settings = settings_in(tmp_path_factory.mktemp("nights"))
    for change in (first_files, new_and_changed):
        change(Path(settings.raw))
        complete(ingest(settings))
    return settings


def export(warehouse: Path, folder: Path) -> None:
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        export_warehouse(connection, folder)


def site(warehouse: Path, folder: Path) -> None:
    write_site(warehouse, folder, Language.ZH, UTC)


def tree_of(folder: Path) -> dict[str, str]:
    """The hash of every file below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def check_manifest(folder: Path) -> None:
    """Hold that an export has the files that its manifest lists, and no others."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    files = [table[kind] for table in manifest["tables"] for kind in ("csv", "parquet")] + manifest["documents"]
    assert {file["path"]: file["sha256"] for file in files} == {
        name: sha256 for name, sha256 in tree_of(folder).items() if name != "manifest.json"
    }


def last_steps(chance: random.Random, whole: Ended) -> Ended:
    """A run of a length at which most kills come when the folder is about to be replaced."""
    return Ended(False, steps=whole.steps, seconds=whole.seconds * chance.choice((1.0, 1.0, 1.05)))


@pytest.mark.parametrize("write", [export, site])
@pytest.mark.parametrize("kills", [2, soaked(45)])
def test_a_killed_writer_of_a_folder_leaves_the_earlier_one_or_the_new_one(
    ready: Settings, tmp_path: Path, write: Write, kills: int
) -> None:
    """Two versions take turns; behind most kills another one follows, before a run comes to its end."""
    published, chance = check_published(ready.warehouse), random.Random(kills)
    versions = [version.path for version in list_versions(ready.warehouse)]
    trees, lengths = [], list[Ended]()
    for number, version in enumerate(versions):
        lengths.append(complete(partial(write, version, tmp_path / f"whole {number}")))
        trees.append(tree_of(tmp_path / f"whole {number}"))
    assert trees[0] != trees[1]
    place = tmp_path / "place"
    folder = place / "out"
    complete(partial(write, versions[0], folder))
    now, killed = 0, 0
    for _ in range(20 * kills):
        after = 1 - now
        ended = kill_at_random(partial(write, versions[after], folder), last_steps(chance, lengths[after]), chance)
        killed += ended.was_killed
        assert ended.error == ""
        assert tree_of(folder) in ([trees[now], trees[after]] if ended.was_killed else [trees[after]])
        if write is export:
            check_manifest(folder)
        if chance.random() < 0.1 or killed == kills:
            complete(partial(write, versions[after], folder))
            assert names_in(place) == ["out"]
        now = trees.index(tree_of(folder))
        if killed == kills:
            break
    assert killed == kills
    complete(partial(write, versions[now], folder))
    assert (tree_of(folder), names_in(place)) == (trees[now], ["out"])
    assert check_published(ready.warehouse) == published
    check_tidy(ready.warehouse)


def requested(warehouse: Path) -> list[str]:
    """The files that the next run is asked to read again; raises where their note is torn."""
    try:
        files = json.loads(retries_path(warehouse).read_bytes())["files"]
    except FileNotFoundError:
        return []
    return [file["source_path"] for file in files]


@pytest.mark.parametrize("kills", [2, soaked(40)])
def test_a_killed_request_to_read_again_is_made_or_not(ready: Settings, kills: int) -> None:
    warehouse, chance, killed = ready.warehouse, random.Random(1), 0
    published = check_published(warehouse)
    request = partial(request_retries, warehouse, Path(ready.raw), ["notice.txt"], None)
    whole = complete(request)
    assert requested(warehouse) == ["notice.txt"]
    retries_path(warehouse).unlink()
    for number in range(20 * kills):
        kill_at = number + 1 if number < whole.steps else 0
        ended = perform(request, kill_at=kill_at) if kill_at else kill_at_random(request, whole, chance)
        killed += ended.was_killed
        assert requested(warehouse) in ([[], ["notice.txt"]] if ended.was_killed else [["notice.txt"]])
        assert check_published(warehouse) == published
        retries_path(warehouse).unlink(missing_ok=True)
        if killed >= max(kills, whole.steps):
            break
    assert killed >= kills
    complete(request)
    complete(ingest(ready))
    assert requested(warehouse) == []
    assert set(names_in(state_folder(warehouse))) <= STATE
    check_tidy(warehouse)


def describe(warehouse: Path, page: Path) -> None:
    """What `nianbao dictionary >PAGE` does."""
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection, page.open("w", encoding="utf-8") as out:
        out.write(write_dictionary(connection))


@pytest.mark.parametrize("kills", [2, soaked(15)])
def test_a_killed_dictionary_touches_nothing_of_the_warehouse(ready: Settings, tmp_path: Path, kills: int) -> None:
    published, before = check_published(ready.warehouse), tree_of(ready.warehouse.parent)
    page, chance = tmp_path / "page.md", random.Random(2)
    action = partial(describe, ready.warehouse, page)
    whole = complete(action)
    text, killed = page.read_bytes(), 0
    for _ in range(20 * kills):
        killed += kill_at_random(action, whole, chance).was_killed
        assert text.startswith(page.read_bytes())
        assert tree_of(ready.warehouse.parent) == before
        if killed == kills:
            break
    assert killed == kills
    complete(action)
    assert page.read_bytes() == text
    assert check_published(ready.warehouse) == published
