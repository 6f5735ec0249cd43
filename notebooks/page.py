"""One HTML page of panels, tables and findings that loads nothing: JavaScript, data and styles stand in it."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

import altair as alt
import polars as pl

from notebooks.charts import FONTS
from notebooks.labels import CELL_STATUSES, RULES, SEVERITIES, bilingual
from notebooks.panels import Panel, Section, Tile
from transforms.text import without_commands

# The page may run the scripts and styles that stand in it, and load nothing, wherever it is opened. Vega compiles the
# expressions of a chart to functions, hence unsafe-eval.
_POLICY = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:"

STYLE = f"""
.nianbao, .nianbao * {{ box-sizing: border-box; }}
.nianbao {{ font-family: {FONTS}; color: #222; font-size: 14px; line-height: 1.45; }}
.nianbao .tiles {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 10px; }}
.nianbao .tile {{ background: #fff; border: 1px solid #e2e2de; border-radius: 6px; padding: 7px 12px; }}
.nianbao .tile b {{ display: block; font-size: 23px; line-height: 1.2; font-variant-numeric: tabular-nums; }}
.nianbao .label {{ font-size: 12px; color: #444; }}
.nianbao .note {{ font-size: 11px; color: #666; margin: 0; }}
.nianbao .scroll {{ overflow-x: auto; }}
.nianbao details {{ background: #fff; border: 1px solid #e2e2de; border-radius: 6px; margin: 6px 0; padding: 0 12px; }}
.nianbao summary {{ cursor: pointer; padding: 7px 0; }}
.nianbao details > *:last-child {{ margin-bottom: 12px; }}
.nianbao .severity {{ border-radius: 3px; padding: 1px 6px; margin-right: 6px; font-size: 12px; color: #fff; }}
.nianbao .error {{ background: #b3261e; }}
.nianbao .warning {{ background: #8a5a00; }}
.nianbao .info {{ background: #566b7d; }}
.nianbao table {{ border-collapse: collapse; width: 100%; font-size: 13px; }}
.nianbao th, .nianbao td {{ border-bottom: 1px solid #e8e8e4; padding: 4px 10px 4px 0; }}
.nianbao th, .nianbao td {{ text-align: left; vertical-align: top; }}
.nianbao th {{ color: #555; font-weight: normal; }}
.nianbao td.number {{ text-align: right; font-variant-numeric: tabular-nums; }}
.nianbao td.raw {{ white-space: pre-wrap; font-family: ui-monospace, {FONTS}; background: #faf8f2; }}
.nianbao tr.subject td {{ background: #fff4d6; font-weight: 600; }}
.nianbao .null {{ color: #999; }}
.nianbao .panels {{ display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 12px; margin-top: 12px; }}
.nianbao .panels.of1 {{ grid-template-columns: minmax(0, 1fr); }}
.nianbao .panels.of3 {{ grid-template-columns: repeat(3, minmax(0, 1fr)); }}
@media (max-width: 1100px) {{ .nianbao .panels[class] {{ grid-template-columns: minmax(0, 1fr); }} }}
.nianbao .path {{ overflow-wrap: anywhere; color: #555; }}
"""

_PAGE_STYLE = """
body { margin: 0; background: #f6f5f1; }
main { max-width: 1680px; margin: 0 auto; padding: 12px 22px 40px; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 18px; margin-bottom: 10px; }
h1 { font-size: 21px; margin: 0; }
h2 { font-size: 17px; margin: 26px 0 8px; }
h3 { font-size: 14px; margin: 0; }
.panel { background: #fff; border: 1px solid #e2e2de; border-radius: 6px; padding: 9px 14px; min-width: 0; }
.chart { width: 100%; margin-top: 6px; }
.blank { color: #777; padding: 30px 0; }
"""

_DRAW = """
for (const spec of document.querySelectorAll("script[type='application/vnd.vegalite+json']")) {
  const place = spec.previousElementSibling;
  vegaEmbed(place, JSON.parse(spec.textContent), {renderer: "svg", actions: false})
    .catch((error) => { place.textContent = "图表无法绘制 The chart cannot be drawn: " + error; });
}
"""


def escape(text: str) -> str:
    """A text as it may stand in the page, with its lines."""
    return html.escape(without_commands(text))


def render_page(
    title: str,
    subtitle: str,
    tiles: Iterable[Tile],
    sections: Sequence[Section],
    finding_list: str,
    appendix: Section,
) -> str:
    """The page, from the panels of the notebook and the findings of `render_findings`; the appendix may be long."""
    import vl_convert

    # The charts are written for one version of Vega-Lite; the bundle has that, Vega and what draws.
    version = ".".join(alt.SCHEMA_VERSION.split(".")[:2])
    bodies = chain.from_iterable(_section(section) for section in sections)
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="zh-CN"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>",
            f"<style>{STYLE}{_PAGE_STYLE}</style></head>",
            '<body><main class="nianbao">',
            f'<header><h1>{escape(title)}</h1><span class="label">{escape(subtitle)}</span></header>',
            render_tiles(tiles),
            *bodies,
            "<h2>未结疑点明细 Open findings, cell by cell</h2>",
            finding_list,
            *_section(appendix),
            "<noscript>图表需要 JavaScript。The charts need JavaScript.</noscript>",
            f"</main><script>{vl_convert.javascript_bundle(_DRAW, version)}</script></body></html>",
            "",
        )
    )


def _section(section: Section) -> Iterable[str]:
    if section.title:
        yield f"<h2>{escape(section.title)}</h2>"
    yield f'<div class="panels of{len(section.panels)}">'
    for panel in section.panels:
        yield _panel(panel)
    yield "</div>"


def _panel(panel: Panel) -> str:
    heading = f'<h3>{escape(panel.title)}</h3><p class="note">{escape(panel.note)}</p>'
    if panel.chart is None:
        return f'<section class="panel">{heading}<div class="blank">{escape(panel.instead)}</div></section>'
    # A text with </script> in it must not end the script that it stands in.
    specification = json.dumps(panel.chart.to_dict(), ensure_ascii=False).replace("<", "\\u003c")
    script = f'<script type="application/vnd.vegalite+json">{specification}</script>'
    return f'<section class="panel">{heading}<div class="chart"></div>{script}</section>'


def render_tiles(tiles: Iterable[Tile]) -> str:
    """The headline's numbers, as HTML."""
    return (
        '<div class="tiles">'
        + "".join(
            f'<div class="tile"><span class="label">{escape(tile.label)}</span><b>{escape(tile.number)}</b>'
            f'<p class="note">{escape(tile.note)}</p></div>'
            for tile in tiles
        )
        + "</div>"
    )


def render_findings(findings: pl.DataFrame, cells: pl.DataFrame, *, is_open: bool = False) -> str:
    """Findings of `list_findings`, each unfolding to its cells (`cells_of_findings`), as HTML."""
    by_finding: dict[str, list[dict[str, Any]]] = {}
    for cell in cells.iter_rows(named=True):
        by_finding.setdefault(cell["finding_id"], []).append(cell)
    return "\n".join(
        _finding(finding, by_finding.get(finding["finding_id"], []), is_open)
        for finding in findings.iter_rows(named=True)
    )


def _finding(finding: dict[str, Any], cells: Sequence[dict[str, Any]], is_open: bool) -> str:
    severity = finding["severity"]
    facts = {
        "预期 expected": finding["expected"],
        "实际 actual": finding["actual"],
        "对象 subject": finding["subject"],
        "审核 verdict": finding["verdict"],
        "文件 file": finding["source_path"],
    }
    rows = "".join(
        f'<tr><th>{escape(name)}</th><td class="path">{escape(str(value))}</td></tr>'
        for name, value in facts.items()
        if value is not None
    )
    return (
        f'<details{" open" if is_open else ""}><summary><span class="severity {escape(severity)}">'
        f"{escape(SEVERITIES.get(severity, severity))}</span>{finding['report_year'] or ''} "
        f"{escape(finding['agency'])} · <b>{escape(bilingual(finding['rule'], RULES))}</b> "
        f'<span class="label">{escape(finding["subject"] or "")}</span></summary>'
        f"<p>{escape(finding['message'])}</p><table>{rows}</table>{_cells(cells)}</details>"
    )


def _cells(cells: Sequence[dict[str, Any]]) -> str:
    if not cells:
        return '<p class="note">此疑点不对应单个单元格。The finding is not about single cells of a table.</p>'
    names = ("单元格 cell", "年度 year", "原文 text in the file", "入库值 loaded", "状态 status", "文件 file")
    header = "".join(f"<th>{name}</th>" for name in names)
    note = "黄色为疑点所指；相关单元格为 0 者未列。Yellow: what the finding is about; related cells of 0 are left out."
    table = f"<table><tr>{header}</tr>{''.join(map(_cell_row, cells))}</table>"
    return f'<div class="scroll">{table}</div><p class="note">{note}</p>'


def _cell_row(cell: dict[str, Any]) -> str:
    status = bilingual(cell["cell_status"], CELL_STATUSES)
    raw = '<span class="null">—</span>' if cell["raw_text"] is None else escape(cell["raw_text"])
    row = '<tr class="subject">' if cell["is_subject"] else "<tr>"
    return (
        f"{row}<td>{escape(cell['label'])}</td><td>{cell['report_year']}</td>"
        f'<td class="raw">{raw}</td><td class="number">{_value(cell["value"])}</td><td>{escape(status)}</td>'
        f'<td class="path">{escape(cell["source_path"])}</td></tr>'
    )


def _value(value: Decimal | float | None) -> str:
    """A loaded value; NULL is named, since it is no zero."""
    if value is None:
        return '<span class="null">NULL</span>'
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
