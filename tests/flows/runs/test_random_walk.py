"""Whatever happens to the raw folder from night to night, a run after others leads where a run from nothing leads."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.settings import Settings
from tests.flows.inputs import DEMO, NOTICE
from tests.flows.killing import check_published, complete, ingest
from tests.flows.pipeline import make_settings
from tests.flows.rows import query
from tests.hostile import make_zip
from tests.soak import soaked

pytestmark = pytest.mark.endurance

CONTENTS = [path.read_bytes() for path in sorted(DEMO.glob("*-20*.txt"))] + [NOTICE.encode(), b"", bytes(range(256))]


def files_in(raw: Path) -> list[Path]:
    return sorted(path for path in raw.rglob("*") if path.is_file())


def free_name(raw: Path, chance: random.Random) -> Path:
    """A path below the raw folder at which nothing was before; some folders tell a year."""
    folder = raw / chance.choice(["", "2020", "2021", "done"])
    folder.mkdir(exist_ok=True)
    return folder / f"{chance.getrandbits(64):016x}.txt"


def add(raw: Path, chance: random.Random) -> None:
    free_name(raw, chance).write_bytes(chance.choice(CONTENTS))


def change(raw: Path, chance: random.Random) -> None:
    chance.choice(files_in(raw)).write_bytes(chance.choice(CONTENTS))


def move(raw: Path, chance: random.Random) -> None:
    chance.choice(files_in(raw)).rename(free_name(raw, chance))


def copy(raw: Path, chance: random.Random) -> None:
    shutil.copy(chance.choice(files_in(raw)), free_name(raw, chance))


def delete(raw: Path, chance: random.Random) -> None:
    chance.choice(files_in(raw)).unlink()


def swap(raw: Path, chance: random.Random) -> None:
    """Two files take each other's names."""
    first, second = chance.sample(files_in(raw), 2)
    first.rename(raw / "between")
    second.rename(first)
    (raw / "between").rename(second)


def pack(raw: Path, chance: random.Random) -> None:
    """A file goes into an archive, beside something else."""
    path = chance.choice(files_in(raw))
    members = [("one.txt", path.read_bytes()), ("two/three.txt", chance.choice(CONTENTS))]
    free_name(raw, chance).with_suffix(".zip").write_bytes(make_zip(members))
    path.unlink()


def revise(raw: Path, chance: random.Random) -> None:
    """A file comes again with another digit: a revision, a report of another year, or one that says the same."""
    content = bytearray(chance.choice(files_in(raw)).read_bytes())
    digits = [at for at, byte in enumerate(content) if chr(byte).isdecimal()]
    if digits:
        content[chance.choice(digits)] = ord(chance.choice("123456789"))
    free_name(raw, chance).write_bytes(content)


def say_again(raw: Path, chance: random.Random) -> None:
    """A file comes again with a line more, which says nothing."""
    free_name(raw, chance).write_bytes(chance.choice(files_in(raw)).read_bytes() + b"\n")


OPERATIONS: tuple[Callable[[Path, random.Random], None], ...] = (
    add,
    add,
    change,
    move,
    copy,
    delete,
    swap,
    pack,
    revise,
    say_again,
)


def make_walk(tmp_path: Path) -> Settings:
    settings = make_settings(tmp_path / "raw", tmp_path / "walk" / "nianbao.duckdb", batch_size=2, keep_versions=2)
    Path(settings.raw).mkdir()
    for number in range(4):
        (Path(settings.raw) / f"first {number}.txt").write_bytes(CONTENTS[number])
    return settings


# Seed and nights of a walk that takes all operations, as few seeds do so soon.
SHORT_WALK = (65, 3)


def operations_of(seed: int, nights: int) -> list[list[Callable[[Path, random.Random], None]]]:
    chance = random.Random(seed)
    return [chance.sample(OPERATIONS, chance.randint(1, 4)) for _ in range(nights)]


def test_the_operations_of_the_short_walk_are_all_of_them() -> None:
    assert {operation for night in operations_of(*SHORT_WALK) for operation in night} == set(OPERATIONS)


@pytest.mark.parametrize(("seed", "nights"), [SHORT_WALK, *(soaked(seed, 8) for seed in range(1, 21))])
def test_runs_one_after_the_other_lead_where_a_run_from_nothing_leads(tmp_path: Path, seed: int, nights: int) -> None:
    walk, chance = make_walk(tmp_path).model_copy(update={"prune": True}), random.Random(seed)
    for number, operations in enumerate(operations_of(seed, nights)):
        for operation in operations:
            operation(Path(walk.raw), chance)
        complete(ingest(walk))
        fresh = walk.model_copy(update={"warehouse": tmp_path / f"fresh {number}" / "nianbao.duckdb"})
        complete(ingest(fresh))
        assert check_published(walk.warehouse) == check_published(fresh.warehouse)


@pytest.mark.parametrize(("seed", "nights"), [(3, 2), *(soaked(seed, 8) for seed in range(4, 14))])
def test_without_pruning_no_report_goes_with_its_file(tmp_path: Path, seed: int, nights: int) -> None:
    walk, chance, seen = make_walk(tmp_path), random.Random(seed), set[tuple[str, ...]]()
    for _ in range(nights):
        for path in chance.sample(files_in(Path(walk.raw)), 2):
            path.unlink()
        for operation in (add, add, pack):
            operation(Path(walk.raw), chance)
        complete(ingest(walk))
        held = set(query(walk.warehouse, "SELECT report_id FROM report"))
        assert seen <= held
        seen = held
        missing = query(walk.warehouse, "SELECT DISTINCT source_path FROM report_file WHERE missing_since IS NOT NULL")
        assert not [path for (path,) in missing if (walk.raw / path.partition("!/")[0]).exists()]
    assert missing
