"""Writes the site of the warehouse: `python -m notebooks.site [FOLDER]`."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import Annotated

import typer

from flows.commands.help import InertCommand
from flows.commands.options import LakeCatalog, LakeData, ReadWarehouse, settings_to_read
from flows.commands.saying import tell
from flows.errors import RunError
from flows.language import spoken_language
from flows.state import format_bytes
from notebooks.asking import plain_errors
from notebooks.site.write import write_site
from notebooks.warehouse import place_of
from transforms.language import Pair

OUT = Path("out/site")


def main(
    out: Annotated[Path, typer.Argument(help="Folder of the site.")] = OUT,
    warehouse: ReadWarehouse = None,
    lake: LakeCatalog = None,
    lake_data: LakeData = None,
) -> None:
    """Write the warehouse as a folder of pages, one for each county and township, that any web server carries."""
    settings = settings_to_read(warehouse, lake, lake_data)
    start = monotonic()
    try:
        with plain_errors():
            counts = write_site(place_of(settings), out, spoken_language(), settings.zone)
    except RunError as error:
        tell(Pair("没有写出网站：{error}", "No site was written: {error}", error=error.words), is_error=True)
        raise typer.Exit(1) from None
    pages, size, seconds = f"{counts.pages:,}", format_bytes(counts.bytes), f"{monotonic() - start:.1f}"
    tell(
        Pair(
            "{out}：{pages} 个页面，{size}，用时 {seconds} 秒",
            "{out}: {pages} pages, {size}, in {seconds} s",
            out=out / "index.html",
            pages=pages,
            size=size,
            seconds=seconds,
        )
    )


if __name__ == "__main__":
    app = typer.Typer()
    app.command(cls=InertCommand)(main)
    app()
