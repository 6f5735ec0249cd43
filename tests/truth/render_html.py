"""Reports as web pages, in the makes in which they are met: exported by Word, laid out with tables, patched by hand.

A renderer gives the text of a page, as any encoding may hold it and its `meta` may lie about that; MHTML gives bytes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from email.message import EmailMessage
from random import Random

from tests.truth import typeset_rows
from tests.truth.document import Block, Document, document_parts
from tests.truth.form_grid import Cell, Grid, expand_spans
from tests.truth.html_words import (
    TextSetter,
    set_entities,
    set_letters,
    set_plain,
    set_ruby,
    set_with_decoys,
    set_word,
)

_HAN_PAIR = re.compile("[\u3400-\u9fff]{2}")
CHARSETS = ("utf-8", "gb2312", "gbk", "big5", "iso-8859-1", "")
LINKS = (
    "首页",
    "政务公开",
    "行政许可",
    "行政处罚 3",
    "规范性文件",
    "办事服务",
    "2018年政府信息公开工作年度报告",
    "互动交流",
)


@dataclass(frozen=True)
class Make:
    """How one make of page writes text, cells and tables.

    `text` sets the words of a paragraph or cell; `cell` what stands inside of a cell, `paragraph` and `heading` are
    templates with {} for the words.
    """

    text: TextSetter
    paragraph: str = "<p>{}</p>\n"
    heading: str = "<h3>{}</h3>\n"
    title: str = "<h1>{}</h1>\n"
    cell: str = "{}"
    table: str = "<table border='1' cellspacing='0'>\n{}</table>\n"
    breaks_labels: bool = True
    split_rows: int = 0
    ends_tags: bool = True
    head_cells: bool = True


def _set_cell(cell: Cell, make: Make, rng: Random, *, rows: int | None = None, is_blank: bool = False) -> str:
    tag = (
        "th"
        if make.head_cells and cell.role in ("header", "corner", "group") and cell.columns * cell.rows > 1
        else "td"
    )
    spans = "".join(
        f" {name}={rng.choice(quotes)}".replace("N", str(size))
        for name, size in (("colspan", cell.columns), ("rowspan", cell.rows if rows is None else rows))
        if size > 1
        for quotes in (("N", "'N'", '"N"'),)
    )
    text = cell.text
    places = [place for place in range(2, len(text) - 1) if _HAN_PAIR.fullmatch(text[place - 1 : place + 1])]
    if make.breaks_labels and not cell.is_value and places and rng.random() < 0.2:
        place = rng.choice(places)
        text = f"{text[:place]}\n{text[place:]}"
    words = make.text(text, rng) if text.strip() and not is_blank else rng.choice(("", "&nbsp;", " ", "<br>"))
    end = f"</{tag}>" if make.ends_tags else ""
    return f"<{tag}{spans} width={rng.randint(30, 200)}>{make.cell.format(words)}{end}"


def _row_groups(grid: Grid, size: int) -> list[tuple[int, int]]:
    if not size:
        return [(0, len(grid.rows))]
    return [(start, min(start + size, len(grid.rows))) for start in range(0, len(grid.rows), size)]


def set_table(grid: Grid, make: Make, rng: Random) -> str:
    """One table, or several where the make splits them; a cell that a split cuts goes on as a blank."""
    size = rng.randint(make.split_rows, 2 * make.split_rows) if make.split_rows else 0
    starts = _cell_starts(grid)
    tables = []
    for first, last in _row_groups(grid, size):
        rows = []
        for number in range(first, last):
            cells = [(place, cell, False) for place, cell in starts[number]]
            if number == first:
                cells += [
                    (place, Cell("", cell.role, cell.columns, cell.rows - (first - above)), True)
                    for above in range(first)
                    for place, cell in starts[above]
                    if above + cell.rows > first
                ]
            ordered = sorted(cells, key=lambda item: item[0])
            rows.append(
                "".join(
                    _set_cell(cell, make, rng, rows=min(cell.rows, last - number), is_blank=is_blank)
                    for _, cell, is_blank in ordered
                )
            )
        end = "</tr>\n" if make.ends_tags else "\n"
        tables.append(make.table.format("".join(f"<tr>{row}{end}" for row in rows)))
    return "".join(tables)


def _cell_starts(grid: Grid) -> list[list[tuple[int, Cell]]]:
    """The cells of each row with the columns in which they begin."""
    own = [{id(cell) for cell in row} for row in grid.rows]
    return [
        [(place, cell) for place, cell in enumerate(row) if id(cell) in own[number]]
        for number, row in enumerate(expand_spans(grid))
    ]


def set_body(document: Document, make: Make, rng: Random) -> str:
    return "".join(_body_parts(document, make, rng))


def _body_parts(document: Document, make: Make, rng: Random) -> Iterator[str]:
    for part in document_parts(document):
        if isinstance(part, Block):
            template = {"title": make.title, "heading": make.heading}.get(part.kind, make.paragraph)
            yield template.format(make.text(part.text, rng))
        else:
            yield set_table(part, make, rng)


def _head(document: Document, rng: Random, styles: str = "") -> str:
    charset = rng.choice(CHARSETS)
    meta = rng.choice(
        (f"<meta charset='{charset}'>", f'<META http-equiv=Content-Type content="text/html; charset={charset}">')
    )
    title = html.escape("".join(document.prose.title.split()))
    return f"<head>\n{meta if charset else ''}\n<title>{title}_示例县人民政府</title>\n{styles}</head>\n"


def _links(rng: Random) -> str:
    return "".join(f"<li><a href='/c{rng.randint(1, 99)}'>{word}</a></li>" for word in rng.sample(LINKS, 5))


def _chrome(body: str, document: Document, rng: Random) -> str:
    """The page around the article, as content management systems build it."""
    day = f"{document.figures.year + 1}-01-20"
    meta = f"<div>发布日期：{day} &nbsp; 来源：示例县人民政府办公室 浏览次数：<span>128</span></div>"
    nav = rng.choice(("<div id='n'><ul>{}</ul></div>", "<nav><ul>{}</ul></nav>", "<header><ul>{}</ul></header>"))
    path = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/z'>政府信息公开</a> &gt; 正文</div>"
    foot = "<div class='f'><p>版权所有 示例县人民政府办公室 网站标识码 9900000000</p></div>"
    around = "<div>上一篇：<a href='/a'>关于行政许可 12 的公告</a></div><div>下一篇：<a href='/b'>无</a></div>"
    return (
        f"<body>\n{nav.format(_links(rng))}\n{path}\n<div class='main'>\n{meta}\n<div class='c'>\n{body}</div>\n"
        f"<div>{around}</div><div>【打印】【关闭】</div></div>\n<div class='r'><ul>{_links(rng)}</ul></div>\n"
        f"{foot}</body>\n"
    )


def _page(document: Document, rng: Random, body: str, styles: str = "") -> str:
    doctype = rng.choice(("<!DOCTYPE html>\n", "", '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">\n'))
    return f"{doctype}<html>\n{_head(document, rng, styles)}{body}</html>\n"


def render_plain(document: Document, rng: Random) -> str:
    return _page(document, rng, _chrome(set_body(document, Make(set_plain), rng), document, rng))


def render_bare(document: Document, rng: Random) -> str:
    """The page's own table and paragraphs, and nothing around them."""
    return f"<html><body>{set_body(document, Make(set_plain, cell='<p>{}</p>'), rng)}</body></html>"


def render_word(document: Document, rng: Random) -> str:
    make = Make(
        set_word,
        paragraph="<p class=MsoNormal style='text-indent:32.0pt;line-height:28.0pt'>{}</p>\n\n",
        heading="<p class=MsoNormal><b>{}</b></p>\n\n",
        title="<p class=MsoNormal align=center style='text-align:center'><b>{}</b></p>\n\n",
        cell="\n  <p class=MsoNormal align=center style='text-align:center'>{}</p>\n  ",
        table="<table class=MsoNormalTable border=0 cellspacing=0 style='border-collapse:collapse'>\n{}</table>\n\n",
        breaks_labels=False,
        head_cells=False,
    )
    style = "<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->\n"
    style += "<style><!-- p.MsoNormal{margin:0} --></style>"
    body = f"<body lang=ZH-CN><div class=WordSection1>\n{set_body(document, make, rng)}</div></body>\n"
    return _page(document, rng, body, style)


def render_layout_tables(document: Document, rng: Random) -> str:
    """The whole page inside tables, upper case, the article in a cell of a cell."""
    make = Make(set_plain, paragraph="<P>{}</P>\n", heading="<P><B>{}</B></P>\n", title="<P align=center>{}</P>\n")
    side = "".join(f"<TR><TD><A HREF='/{n}'>{word}</A></TD></TR>" for n, word in enumerate(rng.sample(LINKS, 4)))
    article = f"<TABLE WIDTH=100%><TR><TD>\n{set_body(document, make, rng)}</TD></TR></TABLE>"
    return _page(
        document,
        rng,
        f"<BODY><TABLE><TR><TD COLSPAN=2><A HREF='/'>首页</A> | <A HREF='/z'>公开</A></TD></TR>\n<TR><TD><TABLE>{side}"
        f"</TABLE></TD><TD>{article}</TD></TR><TR><TD COLSPAN=2>主办：示例县人民政府</TD></TR></TABLE></BODY>",
    )


def render_divs(document: Document, rng: Random) -> str:
    make = Make(
        set_plain, paragraph="<div>　　{}</div>", heading="<div><strong>{}</strong></div>", title="<div>{}</div>",
        cell="<div><div>{}</div></div>", table="<div><table><tbody>{}</tbody></table></div>",
    )  # fmt: skip
    return _page(document, rng, _chrome(set_body(document, make, rng), document, rng))


def render_breaks(document: Document, rng: Random) -> str:
    """All prose in one element, paragraphs parted by line breaks."""
    make = Make(set_plain, paragraph="&nbsp;&nbsp;&nbsp;&nbsp;{}<br>\n<br/>\n", heading="{}<br>", title="{}<br><br>")
    return _page(document, rng, f"<body><span>{set_body(document, make, rng)}</span></body>")


def render_split_tables(document: Document, rng: Random) -> str:
    return _page(document, rng, _chrome(set_body(document, Make(set_plain, split_rows=5), rng), document, rng))


def render_hidden(document: Document, rng: Random) -> str:
    style = "<style>.unseen-x { display : none } @media print { p {display:none} }</style>"
    return _page(document, rng, _chrome(set_body(document, Make(set_with_decoys), rng), document, rng), style)


def render_letters(document: Document, rng: Random) -> str:
    return _page(document, rng, _chrome(set_body(document, Make(set_letters), rng), document, rng))


def render_ruby(document: Document, rng: Random) -> str:
    return _page(document, rng, _chrome(set_body(document, Make(set_ruby), rng), document, rng))


def render_entities(document: Document, rng: Random) -> str:
    return _page(document, rng, _chrome(set_body(document, Make(set_entities), rng), document, rng))


def render_unclosed(document: Document, rng: Random) -> str:
    """Upper-case tags without ends, spans that reach beyond the table."""
    make = Make(
        set_plain, paragraph="<P>{}\n", heading="<P><FONT SIZE=4>{}</FONT>\n", title="<CENTER><P>{}</CENTER>\n",
        table="<TABLE BORDER=1>{}</TABLE>\n", ends_tags=False,
    )  # fmt: skip
    body = set_body(document, make, rng)
    return f"<HTML>{_head(document, rng)}<BODY>{body.replace('<td', '<TD').replace('<tr', '<TR')}"


def render_loose_spans(document: Document, rng: Random) -> str:
    """The last cell of a row spans far more columns than there are, the last row far more rows."""
    grids = {name: _loosen(grid, rng) for name, grid in document.grids.items()}
    parts = [grids[part.name] if isinstance(part, Grid) else part for part in document_parts(document)]
    make = Make(set_plain)
    body = "".join(
        set_table(part, make, rng) if isinstance(part, Grid) else make.paragraph.format(make.text(part.text, rng))
        for part in parts
    )
    return _page(document, rng, _chrome(body, document, rng))


def _loosen(grid: Grid, rng: Random) -> Grid:
    rows = list(grid.rows)
    last = rng.randrange(len(rows))
    rows[-1] = tuple(replace(cell, rows=cell.rows + rng.choice((0, 40))) for cell in rows[-1])
    rows[last] = (*rows[last][:-1], replace(rows[last][-1], columns=rows[last][-1].columns + rng.choice((1, 90))))
    return grid.with_rows(rows)


def render_pre(document: Document, rng: Random) -> str:
    """Tables as text that keeps its white space."""
    setter = rng.choice(
        (typeset_rows.set_tab_rows_padded, typeset_rows.set_tab_rows_unpadded, typeset_rows.set_pipe_rows_framed)
    )
    return _text_page(document, rng, lambda grid: f"<pre>{html.escape(setter(grid, rng), quote=False)}</pre>\n")


def render_paragraph_rows(document: Document, rng: Random) -> str:
    """A paragraph for each row of a table, its cells between pipes."""
    setter = rng.choice((typeset_rows.set_pipe_rows_unpadded, typeset_rows.set_pipe_rows_framed))
    return _text_page(
        document,
        rng,
        lambda grid: "".join(f"<p>{html.escape(row, quote=False)}</p>\n" for row in setter(grid, rng).split("\n")),
    )


def render_fragment(document: Document, rng: Random) -> str:
    """A text whose lines are its paragraphs, with the tables as HTML in between, as text recognition gives it."""
    make = Make(set_plain, breaks_labels=False)
    return "".join(
        set_table(part, make, rng).replace("\n", "") + "\n\n" if isinstance(part, Grid) else f"{part.text}\n\n"
        for part in document_parts(document)
    )


def _text_page(document: Document, rng: Random, set_grid: Callable[[Grid], str]) -> str:
    make = Make(set_plain)
    body = "".join(
        set_grid(part) if isinstance(part, Grid) else make.paragraph.format(make.text(part.text, rng))
        for part in document_parts(document)
    )
    return _page(document, rng, _chrome(body, document, rng))


def render_mhtml(document: Document, rng: Random) -> bytes:
    """A page saved by a browser as one file, with an image and a style sheet beside it."""
    page = rng.choice((render_plain, render_word, render_divs))(document, rng)
    charset = rng.choice(("utf-8", "utf-8", "gb18030"))
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Subject"] = document.prose.title.replace("\n", "")
    message["MIME-Version"] = "1.0"
    message.set_content(page.encode(charset), "text", "html", cte=rng.choice(("quoted-printable", "base64")))
    message.add_related(b"\x89PNG\r\n\x1a\n" + bytes(40), "image", "png", cid="<1@x>")
    message.add_related(b"p { margin: 0 }", "text", "css")
    return message.as_bytes()


RENDERERS: Mapping[str, Callable[[Document, Random], bytes | str]] = {
    "html_plain": render_plain,
    "html_bare": render_bare,
    "html_word": render_word,
    "html_layout_tables": render_layout_tables,
    "html_divs": render_divs,
    "html_breaks": render_breaks,
    "html_split_tables": render_split_tables,
    "html_hidden": render_hidden,
    "html_letters": render_letters,
    "html_ruby": render_ruby,
    "html_entities": render_entities,
    "html_unclosed": render_unclosed,
    "html_loose_spans": render_loose_spans,
    "html_pre": render_pre,
    "html_paragraph_rows": render_paragraph_rows,
    "html_fragment": render_fragment,
    "mhtml": render_mhtml,
}
