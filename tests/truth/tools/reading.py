"""Sends documents through their tools, reads what comes out, and holds it against the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from flows.reading.office import LibreOffice
from tests.truth.document import NothingToDamageError
from tests.truth.form import Key
from tests.truth.tools.documents import DocumentId, Drawn, damage_text, draw
from tests.truth.tools.plan import tools_for
from tests.truth.tools.programs import BATCH
from tests.truth.tools.registry import CONVERSIONS, ROUTES, Conversion, Tool
from tests.truth.tools.sources import SOURCES
from tests.truth.tools.store import Store
from tests.truth.tools.twins import twin_of, with_labels_of_form
from transforms.doubts import Rejection
from transforms.placement.fact import Fact
from transforms.report import Reading, ReadSettings, read_report

_FAILED = b"\0failed"
CONVERTER_SECONDS = 120.0


@dataclass(frozen=True)
class Wrong:
    """A value that was loaded and is not the truth: `expected` is None where nothing may be loaded."""

    cell: str
    loaded: Decimal
    expected: Decimal | None
    raw_text: str | None
    status: str

    def __str__(self) -> str:
        truth = "a blank" if self.expected is None else self.expected
        return f"{self.cell}: loaded {self.loaded} ({self.status}, raw {self.raw_text!r}), the truth is {truth}"


@dataclass
class Result:
    """What became of one document behind one tool.

    Of `cells` of the form, `valued` have a value in the document and `demanded` of these can be told by whoever sees
    the document itself. Each valued one is `right`, `doubted`, `missing` or wrong. `lost` counts the causes.
    """

    case: str
    tool: str
    damages: tuple[str, ...]
    cells: int = 0
    valued: int = 0
    demanded: int = 0
    demanded_right: int = 0
    right: int = 0
    doubted: int = 0
    missing: int = 0
    silent: list[Wrong] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)

    @property
    def is_unruled(self) -> bool:
        """Whether the tables were printed without rules."""
        return "unruled" in self.case.split("/")[1]


def source_bytes(drawn: Drawn) -> bytes:
    """The file that a document is written in."""
    source = SOURCES[ROUTES[drawn.id.route].source]
    return source.write(drawn.document, Random(f"source {drawn.id}"), drawn.is_numbered)


def convert_all(drawn: Sequence[tuple[DocumentId, bytes]], store: Store, only: str = "") -> int:
    """Convert what the tools of these documents take and is not kept yet; how many files were made."""
    wanted: dict[tuple[str, str], list[bytes]] = {}
    for document_id, data in drawn:
        suffix = SOURCES[ROUTES[document_id.route].source].suffix
        for takes in {tool.takes for tool in tools_for(document_id, only)}:
            conversion = CONVERSIONS.get((suffix, takes))
            if conversion and not conversion.is_missing and store.get(_maker(suffix, takes, conversion), data) is None:
                wanted.setdefault((suffix, takes), []).append(data)
    for (suffix, takes), sources in wanted.items():
        conversion = CONVERSIONS[suffix, takes]
        for start in range(0, len(sources), BATCH):
            batch = sources[start : start + BATCH]
            for data, made in zip(batch, conversion.convert(batch), strict=True):
                store.put(_maker(suffix, takes, conversion), data, _FAILED if made is None else made)
    return sum(map(len, wanted.values()))


def _maker(suffix: str, takes: str, conversion: Conversion) -> str:
    return f"{conversion.key} {suffix} {takes}"


@dataclass(frozen=True)
class Output:
    """What a tool hands over, and the cells that a damage of its text may have destroyed."""

    data: bytes
    unsure: frozenset[Key] = frozenset()


def tool_output(drawn: Drawn, tool: Tool, data: bytes, store: Store) -> Output | None:
    """What a tool hands over of a document, with the damages of texts; None where a program failed or is absent."""
    suffix = SOURCES[ROUTES[drawn.id.route].source].suffix
    taken: bytes | None = data
    if tool.takes != suffix:
        taken = store.get(_maker(suffix, tool.takes, CONVERSIONS[suffix, tool.takes]), data)
    if taken is None or taken == _FAILED:
        return None
    if not tool.is_text:
        return Output(taken)
    if tool.make_text:
        try:
            taken = store.make(tool.key, taken, _as_bytes(tool.make_text))
        except Exception:  # a tool may stop at any file: it is counted, and the others go on
            return None
    return Output(*damage_text(taken.decode("utf-8", "replace"), drawn)) if taken else None


def _as_bytes(make_text: Callable[[bytes], str | bytes]) -> Callable[[bytes], bytes]:
    def make(data: bytes) -> bytes:
        made = make_text(data)
        return made.encode("utf-8", "replace") if isinstance(made, str) else made

    return make


@dataclass(frozen=True)
class KeptConverter:
    """LibreOffice as the reader's converter, each file converted once."""

    store: Store

    def __call__(self, data: bytes, /) -> bytes | Rejection:
        kept = self.store.get("reader's converter", data)
        if kept is not None:
            return kept
        made = LibreOffice(CONVERTER_SECONDS)(data)
        if isinstance(made, bytes):
            self.store.put("reader's converter", data, made)
        return made


def read_output(data: bytes, store: Store) -> Reading:
    return read_report(data, "report.txt", settings=ReadSettings(converter=KeptConverter(store)))


def judge_document(document_id: DocumentId, store: Store, only: str = "") -> list[Result]:
    """A result for every tool that a document goes to; tools that are absent give none."""
    drawn = draw(document_id)
    data = source_bytes(drawn)
    results = []
    for tool in tools_for(document_id, only):
        if tool.missing:
            continue
        result = Result(f"{tool.name}/{document_id}", tool.name, document_id.damages)
        try:
            output = tool_output(drawn, tool, data, store)
        except NothingToDamageError:
            continue
        if output is None:
            result.notes["tool failed"] += 1
        else:
            judge_reading(drawn, read_or_note(output.data, store, result), output.unsure, result)
            if result.silent and has_twin(drawn, tool, output, store):
                excuse_alike(drawn, result)
        results.append(result)
    return results


def has_twin(drawn: Drawn, tool: Tool, output: Output, store: Store) -> bool:
    """Whether the tool hands over the same of another report, with these values under other labels."""
    document = with_labels_of_form(drawn.document)
    if document is None:
        return False
    twin = replace(drawn, document=document)
    data = source_bytes(twin)
    convert_all([(drawn.id, data)], store, tool.name)
    return tool_output(twin, tool, data, store) == output


def excuse_alike(drawn: Drawn, result: Result) -> None:
    """Note the wrong values that are right of the report that is printed alike; any other stays wrong."""
    alike = {_name(key): drawn.truth[twin_of(key, drawn.document)].value for key in drawn.truth}
    wrong = [one for one in result.silent if one.cell not in alike or one.loaded != alike[one.cell]]
    result.notes[f"values of a report printed alike: {len(result.silent) - len(wrong)}"] += 1
    result.silent[:] = wrong


def read_or_note(output: bytes, store: Store, result: Result) -> Reading | None:
    """The reading of a tool's output; a crash is noted."""
    try:
        return read_output(output, store)
    except Exception as error:  # a crash is a result of the bench
        result.notes[f"crashed: {type(error).__name__}"] += 1
        return None


def judge_reading(drawn: Drawn, reading: Reading | None, unsure: frozenset[Key], result: Result) -> None:
    """Judge what was read of one document: its cells, and its year where no finding says that years disagree."""
    report = reading.report if reading else None
    facts: dict[Key, Fact] = {(fact.table, *fact.key): fact for fact in report.facts} if report else {}
    reason = f"rejected {reading.rejection.reason}" if reading and reading.rejection else "no report"
    if report is None:
        result.notes[reason] += 1
    elif report.report_year != drawn.figures.year:
        result.notes["wrong year"] += 1
        if all(doubt.rule != "year_conflict" for doubt in report.doubts):
            years = Decimal(report.report_year), Decimal(drawn.figures.year)
            result.silent.append(Wrong("report.year", *years, report.title, "reported"))
    count_cells(drawn, facts, reason if report is None else "no row", result, unsure)


def count_cells(
    drawn: Drawn, facts: Mapping[Key, Fact], reason: str, result: Result, unsure: frozenset[Key] = frozenset()
) -> None:
    """Count the cells of one document: any value that is not the document's own is silently wrong."""
    for key, expectation in drawn.truth.items():
        fact = facts.get(key)
        value = fact.value if fact else None
        result.cells += 1
        result.valued += expectation.value is not None
        is_demanded = expectation.is_recoverable and key not in unsure
        result.demanded += is_demanded
        if value is not None and value == expectation.value:
            result.right += 1
            result.demanded_right += is_demanded
        elif fact is not None and value is not None:
            result.silent.append(Wrong(_name(key), value, expectation.value, fact.raw_text, str(fact.cell_status)))
        elif expectation.value is not None:
            is_missing = fact is None or str(fact.cell_status) == "missing"
            result.missing += is_missing
            result.doubted += not is_missing
            cause = f"{fact.cell_status} {fact.cause}".strip() if fact else reason
            result.lost[f"{key[0]} {cause}"] += 1
    for key, fact in facts.items():
        if fact.value is not None and key not in drawn.truth:
            result.silent.append(Wrong(_name(key), fact.value, None, fact.raw_text, str(fact.cell_status)))


def _name(key: Key) -> str:
    return ".".join(map(str, key))
