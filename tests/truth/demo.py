"""Writes the demonstration reports of a fictional county: `python -m tests.truth.demo`.

The figures stand in demo_figures.csv, which lists every cell but the plain zeros. Each report is typeset in another
layout, script or encoding, and says of itself that it is made up.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

from tests.truth.document import make_document
from tests.truth.figures import Figures, Printed
from tests.truth.form import PROACTIVE, REQUEST, REVIEW, Key, form_keys
from tests.truth.marks import strip_marks
from tests.truth.prose import HEADINGS, Place, Prose
from tests.truth.script import annotate_pinyin, to_traditional
from tests.truth.typeset import LAYOUTS, typeset

DEMO_FOLDER = Path(__file__).parents[2] / "data" / "raw" / "demo"
DISCLAIMER = "本报告为演示数据，所述地区纯属虚构。"
PLACES = {
    "shifan": Place("示范镇"),
    "yangli": Place("样例乡"),
    "fanli": Place("范例街道"),
    "yanshi": Place("演示回族乡"),
}
GAZETTEER_HEADER = "township_code,township,kind,county_code,county,prefecture_code,prefecture,province_code,province\n"
GAZETTEER = (
    ("990101001000", "范例街道", "subdistrict", "990101", "示例县", "990100", "示例市", "990000", "示例省"),
    ("990101100000", "示范镇", "town", "990101", "示例县", "990100", "示例市", "990000", "示例省"),
    ("990101101000", "虚构镇", "town", "990101", "示例县", "990100", "示例市", "990000", "示例省"),
    ("990101200000", "样例乡", "township", "990101", "示例县", "990100", "示例市", "990000", "示例省"),
    ("990101201000", "演示回族乡", "ethnic_township", "990101", "示例县", "990100", "示例市", "990000", "示例省"),
)
NOTICE = f"""关于报送材料的通知

各乡镇、街道：

请于每月10日前将材料一式2份送县档案室，逾期不再受理。联系电话：0999-0001000。

示例县档案室
2022年3月1日

（{DISCLAIMER.replace("报告", "通知")}）
"""


@dataclass(frozen=True)
class Edition:
    """How one demonstration report is made: layout, script, encoding, and how much its prose says was disclosed."""

    file: str
    layout: str
    encoding: str
    disclosed: int
    script: str = "simplified"
    amount_unit: str | None = None

    @property
    def place(self) -> Place:
        return PLACES[self.file.split("-")[0]]

    @property
    def year(self) -> int:
        return int(self.file.split("-")[1].removesuffix(".txt"))


EDITIONS = (
    Edition("shifan-2020.txt", "tab_cell_lines", "utf-8", 96),
    Edition("shifan-2021.txt", "pipe_rows_unpadded", "utf-8", 121),
    Edition("shifan-2022.txt", "tab_rows_padded", "gb18030", 134),
    Edition("yangli-2020.txt", "tab_rows_padded", "utf-8-sig", 38, amount_unit="万元"),
    Edition("yangli-2021.txt", "pipe_rows_padded", "big5hkscs", 44, script="traditional"),
    Edition("yangli-2022.txt", "markdown", "utf-8", 41),
    Edition("fanli-2020.txt", "pipe_rows_padded", "utf-8", 412, script="pinyin"),
    Edition("fanli-2021.txt", "pipe_end_lines", "gb18030", 455),
    Edition("fanli-2022.txt", "tab_cell_lines", "utf-16-le", 503),
    Edition("yanshi-2020.txt", "tab_cell_lines_wrapped", "gb18030", 17),
    Edition("yanshi-2021.txt", "pdf_plain", "utf-8", 22),
    Edition("yanshi-2022.txt", "pipe_rows_framed", "utf-8-sig", 25),
)


@cache
def _listed_cells() -> dict[str, dict[Key, Printed]]:
    """The cells of demo_figures.csv by file; an empty value is a blank cell."""
    cells: dict[str, dict[Key, Printed]] = {}
    with Path(__file__).with_name("demo_figures.csv").open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            codes: list[str | int] = [line[name] for name in ("code_1", "code_2", "code_3") if line[name]]
            if line["table"] == PROACTIVE:
                codes[0] = int(codes[0])
            value = Decimal(line["value"]) if line["value"] else None
            cells.setdefault(line["file"], {})[line["table"], *codes] = Printed(line["printed"], value)
    return cells


def demo_figures(edition: Edition) -> Figures:
    form = "2019" if edition.year < 2021 else "2021"
    listed = _listed_cells()[edition.file]
    cells = {key: listed.get(key, Printed("0", Decimal(0))) for key in form_keys(form)}
    if unknown := set(listed) - set(cells):
        raise ValueError(f"{edition.file}: cells that its form does not have: {sorted(map(str, unknown))}")
    return Figures(form, edition.year, cells, amount_unit=edition.amount_unit)


def demo_truth() -> dict[str, dict[str, dict[tuple[str | int, ...], Decimal | None]]]:
    """For every report its three tables, for every table its cells: the value printed, or None for a blank cell."""
    truth: dict[str, dict[str, dict[tuple[str | int, ...], Decimal | None]]] = {}
    for edition in EDITIONS:
        tables = truth[edition.file] = {REQUEST: {}, REVIEW: {}, PROACTIVE: {}}
        for key, printed in demo_figures(edition).cells.items():
            tables[str(key[0])][key[1:]] = printed.value
    return truth


def _demo_prose(edition: Edition, figures: Figures) -> Prose:
    place, year = edition.place, edition.year
    received = figures.cells[REQUEST, "new", "total"].text
    asked = "未收到政府信息公开申请" if received == "0" else f"收到政府信息公开申请{received}件"
    overview = (
        f"（一）主动公开。{year}年，{place.township}通过政府网站主动公开政府信息{edition.disclosed}条。",
        f"（二）依申请公开。{year}年，{place.township}{asked}，均按规定登记。",
        f"（三）监督保障。{place.township}确定专职人员1名，全年开展培训{1 + edition.disclosed % 3}次。",
    )
    return Prose(
        place,
        year,
        f"{place.county}{place.township}{year}年政府信息公开工作年度报告",
        (
            f"按照《中华人民共和国政府信息公开条例》的要求，{place.agency}编写了本报告。"
            f"所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。{DISCLAIMER}",
        ),
        {number: f"{'一二三四五六'[number - 1]}、{heading}" for number, heading in HEADINGS.items()},
        {
            1: overview,
            5: ("一年来的公开工作仍有不足，主要是解读形式不够多样。下一步将丰富形式，加强培训。",),
            6: ("无。",),
        },
        signature=(place.agency, f"{year + 1}年1月{10 + edition.disclosed % 15}日"),
    )


_SCRIPTS: dict[str, Callable[[str], str]] = {
    "simplified": str,
    "traditional": lambda text: to_traditional(text, "s2tw"),
    "pinyin": lambda text: annotate_pinyin(to_traditional(text), Random(0), 0.6),
}


def render_edition(edition: Edition) -> bytes:
    """One demonstration report as the bytes of its file."""
    figures = demo_figures(edition)
    rng = Random(edition.file)
    page = typeset(make_document(rng, figures, _demo_prose(edition, figures)), LAYOUTS[edition.layout], rng)
    mark = codecs.BOM_UTF16_LE if edition.encoding == "utf-16-le" else b""
    return mark + _SCRIPTS[edition.script](strip_marks(page.text)).encode(edition.encoding)


def demo_files() -> dict[str, bytes]:
    """All files of the demonstration folder by name, two of them no reports at all."""
    gazetteer = GAZETTEER_HEADER + "".join(",".join(row) + "\n" for row in GAZETTEER)
    return {
        **{edition.file: render_edition(edition) for edition in EDITIONS},
        "gazetteer.csv": gazetteer.encode(),
        "not-a-report.txt": NOTICE.encode(),
        "empty.txt": b"",
    }


def write_demo(folder: Path = DEMO_FOLDER) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in demo_files().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    write_demo()
