"""Reports of real townships with invented figures, as many as one asks for: a raw folder of any size.

Five years of each township, up to 40 townships of a county, the counties with the most townships first. A longer
list starts with the shorter one, so that a corpus can grow. Six reports in ten are plain text in several encodings,
three web pages, one a Word document, in layouts that lose no cell. One township in twenty has a break in its last year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from random import Random

from tests.bench.series import BREAKS, YEARS, draw_series
from tests.truth.case import encode_text
from tests.truth.document import make_document, map_texts
from tests.truth.figures import Figures
from tests.truth.form import REQUEST
from tests.truth.marks import strip_marks
from tests.truth.prose import HEADINGS, Place, Prose
from tests.truth.typeset import LAYOUTS, typeset
from transforms.identity.gazetteer import national_gazetteer

SEED = "corpus"
TOWNSHIPS_OF_COUNTY = 40
BROKEN_SHARE = 0.05
PART = 50 * len(YEARS)
FORMATS: Mapping[str, tuple[int, tuple[str, ...]]] = {
    "txt": (60, ("tab_rows_padded", "tab_cell_lines", "pipe_rows_unpadded", "pipe_rows_framed", "markdown")),
    "html": (30, ("html_plain", "html_word", "html_layout_tables")),
    "docx": (10, ("docx_merged", "docx_letters")),
}
KINDS = ("town", "township", "ethnic_township", "subdistrict")
DISCLAIMER = "本报告为测量速度而生成，所列数字均属虚构。"
_REMARKS = (
    "政策文件起草时同步编写解读材料，并在发布后三个工作日内一并公布，群众看得懂、查得到。",
    "公开栏目按照目录逐项核对，失效的内容及时撤下，来源不明的内容一律退回补正后再发布。",
    "各村和社区设有公示栏，重要事项张贴上墙，并由专人负责更换与拍照留存，方便群众随时查看。",
    "接到的咨询当场答复，不能当场答复的登记在册，由责任人按时回复，并在月底逐条回访。",
    "涉及群众切身利益的事项先听取意见再作决定，意见采纳的情况与理由一并向社会说明。",
    "公开前逐篇进行保密审查和文字校核，先审查后公开，一事一审，全程留痕。",
)


@dataclass(frozen=True)
class Township:
    """A township of the gazetteer and the break of its last report, if any."""

    code: str
    place: Place
    broken: str | None


@dataclass(frozen=True)
class CorpusReport:
    """One report of the corpus: whose it is, for which year, and the path of its file below the raw folder."""

    township: Township
    year: int
    path: str
    layout: str


def list_townships(count: int) -> list[Township]:
    """The first `count` townships of the corpus. Raises `ValueError` if there are not so many."""
    rows = [
        row for row in national_gazetteer().frame.sort("township_code").iter_rows(named=True) if row["kind"] in KINDS
    ]
    counties = [_with_own_names(list(group)) for _, group in groupby(rows, key=lambda row: row["county_code"])]
    counties.sort(key=len, reverse=True)
    townships = [_describe(row) for county in counties for row in county[:TOWNSHIPS_OF_COUNTY]]
    if len(townships) < count:
        raise ValueError(f"the gazetteer has no more than {len(townships)} townships for the corpus")
    return townships[:count]


def _with_own_names(county: list[dict[str, str]]) -> list[dict[str, str]]:
    """The townships of a county whose name no other one there has."""
    names = [row["township"] for row in county]
    return [row for row in county if names.count(row["township"]) == 1]


def _describe(row: Mapping[str, str]) -> Township:
    rng = Random(f"{SEED} {row['township_code']} break")
    broken = rng.choice(list(BREAKS)) if rng.random() < BROKEN_SHARE else None
    place = Place(row["township"], row["county"], row["prefecture"], row["province"])
    return Township(row["township_code"], place, broken)


def list_reports(count: int) -> list[CorpusReport]:
    """The first `count` reports of the corpus, the years of each township in order."""
    townships = list_townships(-(-count // len(YEARS)))
    return [_plan_report(township, year) for township in townships for year in YEARS][:count]


def _plan_report(township: Township, year: int) -> CorpusReport:
    rng = Random(f"{SEED} {township.code} {year} layout")
    suffix = rng.choices(list(FORMATS), [share for share, _ in FORMATS.values()])[0]
    county = f"{township.code[:6]}-{township.place.county}"
    path = f"{township.place.province}/{county}/{township.place.township}-{year}.{suffix}"
    return CorpusReport(township, year, path, rng.choice(FORMATS[suffix][1]))


@lru_cache(maxsize=8)
def _series(township: Township) -> list[Figures]:
    return draw_series(Random(f"{SEED} {township.code}"), township.broken)


def draw_figures_of(report: CorpusReport) -> Figures:
    """The figures that a report prints."""
    return _series(report.township)[YEARS.index(report.year)]


def render_report(report: CorpusReport) -> bytes:
    """The bytes of a report's file; always the same for the same report."""
    rng = Random(f"{SEED} {report.township.code} {report.year}")
    figures, layout = draw_figures_of(report), LAYOUTS[report.layout]
    document = make_document(rng, figures, _write_prose(rng, report, figures))
    if layout.render is None:
        return encode_text(strip_marks(typeset(document, layout, rng).text), rng)[1]
    rendered = layout.render(map_texts(document, strip_marks), rng)
    return rendered if isinstance(rendered, bytes) else encode_text(rendered, rng)[1]


def _write_prose(rng: Random, report: CorpusReport, figures: Figures) -> Prose:
    place, year = report.township.place, report.year
    received = int(figures.cells[REQUEST, "new", "total"].text)
    if report.township.broken == "misstated_requests" and year == YEARS[-1]:
        received += 1 + int(figures.cells[REQUEST, "carried_in", "total"].text)
    asked = f"收到政府信息公开申请{received}件" if received else "未收到政府信息公开申请"
    overview = (
        f"（一）主动公开。{year}年，{place.township}通过政府网站主动公开政府信息{rng.randint(40, 200)}条。",
        f"（二）依申请公开。{year}年，{place.township}{asked}，均按规定登记。",
        f"（三）监督保障。{place.township}确定专职人员{rng.randint(1, 3)}名，全年开展培训{rng.randint(1, 4)}次。",
        *rng.sample(_REMARKS, 4),
    )
    return Prose(
        place,
        year,
        f"{place.prefecture}{place.county}{place.township}{year}年政府信息公开工作年度报告",
        (
            f"按照《中华人民共和国政府信息公开条例》的要求，{place.agency}编写了本报告。"
            f"所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。{DISCLAIMER}",
        ),
        {number: f"{'一二三四五六'[number - 1]}、{heading}" for number, heading in HEADINGS.items()},
        {
            1: overview,
            5: (
                "一年来的公开工作仍有不足，主要是解读形式不够多样。下一步将丰富形式，加强培训。",
                *rng.sample(_REMARKS, 3),
            ),
            6: ("无。",),
        },
        signature=(place.agency, f"{year + 1}年1月{rng.randint(5, 29)}日"),
    )


def write_reports(folder: Path, reports: Sequence[CorpusReport], workers: int = 1) -> None:
    """Write the files of these reports below the folder, whatever else is there."""
    parts = [reports[start : start + PART] for start in range(0, len(reports), PART)]
    if workers == 1 or len(parts) == 1:
        for part in parts:
            _write_part(folder, part)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(_write_part, folder, part) for part in parts]:
            done.result()


def _write_part(folder: Path, reports: Iterable[CorpusReport]) -> None:
    for report in reports:
        path = folder / report.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render_report(report))


def known_findings(reports: Iterable[CorpusReport]) -> Counter[str]:
    """How many findings of each rule the breaks of these reports lead to, where each has the year before it too."""
    broken = [report.township.broken for report in reports if report.year == YEARS[-1] and report.township.broken]
    return sum((Counter(BREAKS[name]) for name in broken), Counter())
