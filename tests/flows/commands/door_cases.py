"""Arguments for every command of the program: hostile files, names and values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tests.flows.hostile_words import FEW, NAMES, write_hostile_raw
from tests.flows.pipeline import ingest_here

NAME, OTHER, UNSEEN = NAMES.values()


@dataclass(frozen=True, slots=True)
class Room:
    """A folder with hostile files, and what was made of them."""

    folder: Path
    raw: Path
    warehouse: Path
    files: Sequence[Path]

    def of_quarantine(self) -> list[str]:
        with closing(duckdb.connect(str(self.warehouse), read_only=True)) as connection:
            return [path for (path,) in connection.execute("SELECT source_path FROM quarantine").fetchall()]


def make_room(folder: Path) -> Room:
    raw, warehouse = folder / f"raw{OTHER}", folder / f"w{UNSEEN}.duckdb"
    raw.mkdir()
    files = write_hostile_raw(raw)
    ingest_here(raw, warehouse)
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        ((found,),) = connection.execute("SELECT min(finding_id) FROM quality_finding").fetchall()
    verdict = FEW.replace("\u2028", "").replace("\u2029", "")
    head = "finding_id,verdict,note,reviewer,reviewed_at\n"
    for name, text in {
        f"verdicts{OTHER}.csv": f"{head}{found},confirmed,{verdict},{verdict},2024-01-31\n",
        f"unknown{NAME}.csv": f"{head}{'0' * 16},confirmed,{verdict},r,2024-01-31\n",
        "value.csv": f"{head}{found}\x1b[2J,con\u202e\x9b,x,r,20\x1b[2J\n",
        "header.csv": f"finding_id,\x1b[2J{OTHER.replace(chr(13), '')},note\n",
        f"places{OTHER}.csv": f"co\x1b[2J\u202e\x9bde,name\n{verdict},\x9b\n",
    }.items():
        (folder / name).write_text(text, "utf-8", newline="")
    return Room(folder, raw, warehouse, files)


def checks(room: Room) -> Iterator[list[object]]:
    some = [room.raw / name for name in ("numbers.html", "no-report.txt")]
    some += [file for file in room.files if "forged" in file.name or file.name.startswith("unseen")]
    for form in ("text", "json", "sarif", "html"):
        yield ["check", "--format", form, *some]
    yield ["check", room.raw / NAME]
    yield ["check", "--format", NAME, some[0]]
    yield ["check", "--lang", OTHER, some[0]]
    yield ["check", "--previous", room.folder / NAME, some[0]]
    yield ["check", "--previous", some[2], some[0]]
    yield ["check", "--warehouse", room.folder / NAME, some[0]]
    yield ["check", "--gazetteer", room.folder / f"places{OTHER}.csv", some[0]]


def explains(room: Room) -> Iterator[list[object]]:
    for file in room.files[::4]:
        yield ["explain", file]
    yield ["explain", NAME]
    yield ["explain", f"{room.raw / 'members.zip'}!/{OTHER}"]
    yield ["explain", f"{room.raw / 'members.zip'}!/r/numbers.html"]
    yield ["explain", "--gazetteer", room.folder / f"places{OTHER}.csv", room.raw / "national.txt"]


def runs(command: str, room: Room) -> Iterator[list[object]]:
    there = ["--raw", room.raw, "--warehouse", room.folder / "new.duckdb"]
    yield [command, OTHER]
    yield [command, f"--{OTHER}"]
    yield [command, "--workers", NAME]
    yield [command, "--raw", room.folder / NAME]
    yield [command, "--raw", room.raw, "--warehouse", room.raw]
    yield [command, "--raw", room.raw, "--warehouse", f"/dev/null/{OTHER}"]
    yield [command, *there, "--gazetteer", room.folder / f"places{OTHER}.csv"]
    yield [command, *there, "--gazetteer", room.folder / NAME]
    if command == "ingest":
        yield [command, "--log-format", NAME]
        yield [command, "--log-format", "json", "--raw", room.folder / NAME]
        yield [command, *there, "--cluster", OTHER]


def reviews(room: Room) -> Iterator[list[object]]:
    for file in (*sorted(room.folder.glob("*.csv")), room.folder / NAME):
        yield ["review", file, "--warehouse", room.warehouse]


def quarantines(command: str, room: Room) -> Iterator[list[object]]:
    there = ["--warehouse", room.warehouse]
    if command == "list":
        yield ["quarantine", "list", *there]
        yield ["quarantine", "list", "--json", *there]
        yield ["quarantine", "list", "--reason", NAME, *there]
        return
    for path in (*room.of_quarantine()[:: 1 if command == "show" else 9], OTHER):
        yield ["quarantine", command, path, "--raw", room.raw, *there]
    if command == "show":
        with closing(duckdb.connect(str(room.warehouse), read_only=True)) as connection:
            ((read,),) = connection.execute("SELECT max(source_path) FROM report_file").fetchall()
        yield ["quarantine", "show", read, "--raw", room.raw, *there]
        yield ["quarantine", "show", "members.zip", "--raw", room.raw, *there]


def lakes(command: str, room: Room) -> Iterator[list[object]]:
    names: dict[str, list[object]] = {"rollback": [OTHER], "embed": [room.folder / NAME]}
    given = names.get(command, [])
    yield ["lake", command, *given, "--lake", OTHER, "--lake-data", NAME]
    yield ["lake", command, *given, "--lake", f"postgres:host=127.0.0.1 port=1 dbname={OTHER}", "--lake-data", NAME]
    yield ["lake", command, *given, f"--{NAME}"]


def serves(room: Room) -> Iterator[list[object]]:
    yield ["serve", "--cron", OTHER]
    yield ["serve", "--timezone", NAME]
    yield ["serve", "--port", NAME]
    yield ["serve", "--raw", room.folder / NAME]


def exports(room: Room) -> Iterator[list[object]]:
    yield ["export", room.folder / f"out{OTHER}", "--warehouse", room.warehouse]
    yield ["export", room.folder / f"licensed{OTHER}", "--license", NAME, "--warehouse", room.warehouse]
    yield ["export", f"/dev/null/{OTHER}", "--warehouse", room.warehouse]
    yield ["export", room.folder / "none", "--warehouse", room.folder / NAME]


def of_warehouse(command: str, room: Room) -> Iterator[list[object]]:
    yield [command, "--warehouse", room.warehouse]
    yield [command, "--warehouse", room.folder / NAME]
    yield [command, "--warehouse", f"/dev/null/{OTHER}"]
    yield [command, f"--{OTHER}"]


def statuses(room: Room) -> Iterator[list[object]]:
    yield from of_warehouse("status", room)
    yield ["status", "--raw", room.raw, "--warehouse", room.warehouse]
    yield ["status", "--raw", room.raw, "--warehouse", room.warehouse, "--json"]
    yield ["status", "--max-age", NAME]


def rollbacks(room: Room) -> Iterator[list[object]]:
    yield ["rollback", OTHER, "--warehouse", room.warehouse]
    yield from of_warehouse("rollback", room)


CASES: dict[str, Callable[[Room], Iterator[list[object]]]] = {
    "check": checks,
    "explain": explains,
    "ingest": lambda room: runs("ingest", room),
    "rebuild": lambda room: runs("rebuild", room),
    "serve": serves,
    "review": reviews,
    "versions": lambda room: of_warehouse("versions", room),
    "rollback": rollbacks,
    "export": exports,
    "dictionary": lambda room: of_warehouse("dictionary", room),
    "status": statuses,
    "quarantine list": lambda room: quarantines("list", room),
    "quarantine show": lambda room: quarantines("show", room),
    "quarantine retry": lambda room: quarantines("retry", room),
    "lake publish": lambda room: lakes("publish", room),
    "lake versions": lambda room: lakes("versions", room),
    "lake rollback": lambda room: lakes("rollback", room),
    "lake embed": lambda room: lakes("embed", room),
}
