"""Nights of made reports: what comes, goes and changes from one run to the next, below the reading of files.

Two counties of eight townships, a few years, few different figures: reports are often copies or revisions of each
other, repeat the year before, leave gaps, and stand out from their neighbours.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from flows.raw import SourceFile
from flows.raw.manifest import KnownFile
from flows.runs.compare import GoneFile
from flows.stage.load_tables import Run
from flows.stage.segments import Stage
from flows.state.work import make_run_id
from tests.flows.rows import (
    Row,
    cell,
    refused_file,
    report_row,
    request_cells,
    review_cells,
    sha256_of,
    stage_rows,
    statistic_cells,
    write_run,
)

FIRST_NIGHT = datetime(2024, 1, 1)
PLACES: list[Row] = [
    {
        "township_code": f"99010{county}10{number}000",
        "township": f"第{number}镇",
        "kind": "town",
        "county_code": f"99010{county}",
        "county": f"示例{county}县",
        "prefecture_code": "990100",
        "prefecture": "示例市",
        "province_code": "990000",
        "province": "示例省",
    }
    for county in (1, 2)
    for number in range(1, 9)
]
_YEARS = (2018, 2019, 2020, 2021, 2022, 2023)
Tables = dict[str, list[Row]]


def make_report(name: str, chance: random.Random) -> Tables:
    """A report with all its rows."""
    place, year = chance.choice(PLACES), chance.choice(_YEARS)
    code = chance.choice([place["township_code"]] * 9 + [None])
    form = "2021" if year >= 2021 else "2019" if year >= 2019 else "pre2019"
    agency = f"{place['county']}{place['township']}"
    report = report_row(
        name,
        agency=chance.choice([agency, agency, "某镇"]),
        township_code=code,
        township_match="exact" if code else "none",
        report_year=year,
        form=form,
        published_on=chance.choice([None, datetime(year + 1, 1, 20).date()]),
    )
    return {"report": [report], **_make_cells(report, chance)}


def _make_cells(report: Row, chance: random.Random) -> Tables:
    size = chance.choice([1, 1, 12, 90_000])
    new, left = chance.choice([0, size]), chance.choice([0, 1])
    requests = {("new", "total"): new, ("carried_in", "total"): left, ("handled_total", "total"): new}
    keys = {name: report[name] for name in ("report_id", "township_code", "report_year")}
    is_old = report["form"] == "pre2019"
    item: Row = {"clause": 1, "item": "rules"} if report["form"] == "2021" else {"clause": 5, "item": "licensing"}
    measures = ("issued", "repealed", "in_force") if report["form"] == "2021" else ("prior_year_items", "change")
    proactive = [
        {**cell(report, chance.choice([0, size]), **item, measure=measure), "unit": "count"} for measure in measures
    ]
    stated = {
        **keys,
        "metric": "requests_received",
        "channel": "all",
        "value": chance.choice([new, new + 7]),
        "unit": "件",
        "is_approximate": False,
        "period": "year",
        "sentence": "收到申请若干件。",
        "section_no": 3,
    }
    number = chance.randrange(3)
    words = {"message": f"Doubt {number}.", "message_zh": f"疑问{number}。"}
    doubt = {**keys, "rule": "cell_ambiguous", "severity": "warning", **words}
    return {
        "report_section": [{"report_id": report["report_id"], "section_no": 1, "text": f"概述{chance.randrange(2)}"}],
        "fact_request": [] if is_old else request_cells(report, requests),
        "fact_review": [] if is_old else review_cells(report, {("reconsideration", "total"): chance.choice([0, 3])}),
        "fact_proactive": [] if is_old else proactive,
        "fact_statistic": statistic_cells(report, {"requests_received": size}) if is_old else [],
        "fact_narrative": [stated],
        "quality_finding": [dict(doubt) for _ in range(chance.randrange(3))],
    }


def copy_report(name: str, tables: Tables) -> Tables:
    """The same report in another file."""
    own = {"report_id": name, "source_sha256": sha256_of(name)}
    return {
        table: [{**row, **(own if table == "report" else {"report_id": name})} for row in rows]
        for table, rows in tables.items()
    }


def revise_report(name: str, tables: Tables, chance: random.Random) -> Tables:
    """Another report of the same body and year."""
    report = copy_report(name, tables)["report"][0]
    return {"report": [report], **_make_cells(report, chance)}


@dataclass
class Folder:
    """A raw folder: paths with what lies there, contents with what reading them gives (None: it is rejected)."""

    chance: random.Random
    paths: dict[str, str] = field(default_factory=dict)
    contents: dict[str, Tables | None] = field(default_factory=dict)
    gone: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    nights: int = 0
    names: int = 0

    def _name(self) -> str:
        self.names += 1
        return f"{self.chance.getrandbits(16):04x}{self.names}"

    def _read(self) -> list[Tables]:
        return [tables for path in sorted(self.paths) if (tables := self.contents[self.paths[path]])]

    def _put(self, content: str, tables: Tables | None) -> None:
        self.contents[content] = tables
        self.unread.add(content)
        self.paths[f"{self._name()}.txt"] = content

    def add(self) -> None:
        """A report arrives."""
        name = self._name()
        self._put(name, make_report(name, self.chance))

    def add_copy(self) -> None:
        """A copy of a report arrives, as another file."""
        name = self._name()
        self._put(name, copy_report(name, self.chance.choice(self._read())))

    def add_revision(self) -> None:
        """Another report of the same body and year arrives."""
        name = self._name()
        self._put(name, revise_report(name, self.chance.choice(self._read()), self.chance))

    def add_notice(self) -> None:
        """Something arrives that is no report, and something that cannot be opened."""
        self._put(self._name(), None)
        self.refused.add(f"{self._name()}.txt")

    def overwrite(self) -> None:
        """A file gets another content."""
        path, name = self.chance.choice(sorted(self.paths)), self._name()
        self.contents[name] = make_report(name, self.chance)
        self.unread.add(name)
        self.paths[path] = name

    def read_again(self) -> None:
        """A file is read again, and this time otherwise: other figures, another body, or no report at all."""
        content = self.chance.choice(sorted(set(self.paths.values())))
        tables, other = self.contents[content], make_report(content, self.chance)
        again = revise_report(content, tables, self.chance) if tables else other
        self.contents[content] = self.chance.choice([again, other, None])
        self.unread.add(content)

    def move(self) -> None:
        """A file gets another name."""
        path = self.chance.choice(sorted(self.paths))
        self.paths[f"{self._name()}.txt"] = self.paths.pop(path)

    def link(self) -> None:
        """A file lies at another path as well."""
        self.paths[f"{self._name()}.txt"] = self.chance.choice(sorted(self.paths.items()))[1]

    def remove(self) -> None:
        """A file is gone, and forgotten with what was read of it."""
        self.paths.pop(self.chance.choice(sorted(self.paths)))

    def lose(self) -> None:
        """A file is gone, and what was read of it stays."""
        path = self.chance.choice(sorted(self.paths))
        content = self.paths.pop(path)
        if self.contents[content] and content not in self.paths.values():
            self.gone[path] = (content, self._now())

    def find_again(self) -> None:
        """Files that were gone are there again."""
        self.paths |= {path: content for path, (content, _) in self.gone.items()}
        self.gone = {}

    def _now(self) -> datetime:
        return FIRST_NIGHT + timedelta(days=self.nights)

    def stage_night(self, warehouse: Path, stage: Path, work: Path, run: Run) -> Stage:
        """Stage what is new, and write what the load of a run needs."""
        files = [SourceFile(path, path, 10, sha256_of(content)) for path, content in self.paths.items()]
        files += map(refused_file, self.refused)
        files.sort(key=lambda file: file.name)
        read = [file for file in files if not file.refusal and self.paths[file.name] in self.unread]
        tables: Tables = {"report": []}
        for content in sorted(self.unread & set(self.paths.values())):
            for table, rows in (self.contents[content] or {}).items():
                tables.setdefault(table, []).extend(rows)
        refused = [
            (file.name, "not_a_report", "A notice.") for file in read if self.contents[self.paths[file.name]] is None
        ]
        firsts = {file.sha256: file.name for file in reversed(read)}
        staged = stage_rows(stage, work, run, tables, read, [row for row in refused if row[0] in firsts.values()])
        self.unread.clear()
        write_run(warehouse, work, run, staged, files, list(self._list_gone()), PLACES)
        return staged

    def _list_gone(self) -> Iterator[GoneFile]:
        for path, (content, since) in sorted(self.gone.items()):
            sha256 = sha256_of(content)
            known = KnownFile(path, 10, sha256, None, None, None, None, f"reading of {sha256}", "report", None, since)
            if content not in self.paths.values():
                yield GoneFile(known, since)

    def next_run(self) -> Run:
        """The run of the next night."""
        self.nights += 1
        return Run(make_run_id(self._now()), self._now(), "test", "built alike")


NEWS = (
    Folder.add,
    Folder.add,
    Folder.add_copy,
    Folder.add_revision,
    Folder.add_notice,
    Folder.overwrite,
    Folder.read_again,
    Folder.move,
    Folder.link,
    Folder.remove,
    Folder.lose,
    Folder.find_again,
)
