"""Writes the notebook as one HTML page: `python -m notebooks.export [OUT.html]`."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.help import InertCommand
from flows.commands.options import LakeCatalog, LakeData, ReadWarehouse, settings_to_read
from flows.commands.saying import tell
from flows.errors import RunError
from flows.state import replace_file
from notebooks.asking import plain_errors
from notebooks.findings import cells_of_findings, count_findings, list_findings
from notebooks.page import render_findings, render_page
from notebooks.panels import Section, coverage
from notebooks.warehouse import place_of

if TYPE_CHECKING:
    from notebooks.warehouse import WarehousePlace

_FINDINGS = 120
_OF_EACH_RULE = 8
_COUNTIES = 200


def export_page(place: WarehousePlace) -> str:
    """The page of a warehouse, from a run of the notebook.

    Of each rule and severity some findings stand in it with their cells; a sentence says how many were left out.
    Raises `RunError` where there is no warehouse, or nothing in it, or where it cannot be asked.
    """
    from notebooks.explore import app

    _, found = app.run(defs={"place": place})
    if found["problem"] is not None:
        raise RunError(found["problem"])
    with closing(found["warehouse"]) as warehouse:
        shown = list_findings(warehouse, None, limit=_FINDINGS, of_each_rule=_OF_EACH_RULE)
        cells = cells_of_findings(warehouse, shown["finding_id"].to_list())
        total = int(count_findings(warehouse, None)["findings"].sum())
        appendix = Section("附：各县公布情况 Appendix: coverage by county", (coverage(warehouse, None, _COUNTIES),))
    sentence = (
        f'<p class="note">{len(shown):,} / {total:,} 条 findings：每规则至多 {_OF_EACH_RULE} 条，错误在前。At most '
        f"{_OF_EACH_RULE} of a rule, errors first; all are in open_finding.</p>"
    )
    sections = [found[name] for name in ("overview", "trends", "channels", "rankings")]
    return render_page(
        "年报数据浏览 nianbao explore",
        found["subtitle"],
        found["tiles"],
        sections,
        sentence + render_findings(shown, cells),
        appendix,
    )


def main(
    out: Annotated[Path | None, typer.Argument(help="The page; explore.html beside the warehouse by default.")] = None,
    warehouse: ReadWarehouse = None,
    lake: LakeCatalog = None,
    lake_data: LakeData = None,
) -> None:
    """Write the charts and open findings of the warehouse as one HTML page that needs no network."""
    settings = settings_to_read(warehouse, lake, lake_data)
    try:
        out = out or settings.warehouse.with_name("explore.html")
        with plain_errors():
            replace_file(out, export_page(place_of(settings)).encode())
    except (RunError, OSError) as error:
        tell(f"No page was written: {error}", is_error=True)
        raise typer.Exit(1) from None
    tell(f"{out}: {out.stat().st_size / 1_000_000:.1f} MB")


if __name__ == "__main__":
    app = typer.Typer()
    app.command(cls=InertCommand)(main)
    app()
