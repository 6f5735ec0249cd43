"""One page of the site around its content: head, style, way back, search box."""

from __future__ import annotations

from collections.abc import Iterable

from notebooks.site.text import TAGS, word
from transforms.language import Language

# A page loads nothing but the site's own two scripts, which the search box needs.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'self' file:; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
STYLE = """
.nb{--ink:#1d2329;--dim:#5a646e;--line:#d5dade;--back:#fff;--soft:#f4f6f7;--bar:#2f6db3;--link:#1a5fa8;
--s0:#fff;--s1:#e3eef7;--s2:#c6deef;--s3:#a5cbe6;--s4:#d5ebdc;--error:#b3261e;--warning:#8a5a00;--info:#4a5568;
--found:#fff3cf;color:var(--ink);background:var(--back);line-height:1.6;overflow-wrap:anywhere;
font-family:system-ui,"Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
@media(prefers-color-scheme:dark){body.nb{--ink:#e6e9ec;--dim:#a7b0b8;--line:#3a434b;--back:#15191d;--soft:#1e2429;
--bar:#6fa8dc;--link:#8ab8ea;--s0:#15191d;--s1:#1c2b38;--s2:#203a50;--s3:#234a69;--s4:#1d3d2a;--error:#ff8a80;
--warning:#ffcc66;--info:#b0bec5;--found:#4a3d12;color-scheme:dark}}
body.nb{margin:0;font-size:16px;-webkit-text-size-adjust:100%}
.nb *{box-sizing:border-box}.nb a{color:var(--link)}
.nb>header,.nb>main,.nb>footer{max-width:72rem;margin:0 auto;padding:.6rem 1rem}
.nb>header{border-bottom:1px solid var(--line)}.nb>footer{color:var(--dim);font-size:.85rem}
.nb .skip{position:absolute;left:-99rem}.nb .skip:focus{left:0;background:var(--back)}
.nb h1{font-size:1.5rem;line-height:1.3;margin:.4rem 0}.nb h2{font-size:1.2rem;margin:1.8rem 0 .4rem}
.nb h3{font-size:1.02rem;margin:1.2rem 0 .3rem}
.nb .note,.nb small,.nb figcaption{color:var(--dim);font-size:.85rem}.nb .note{margin:.3rem 0}
.nb .fictional,.nb .changed{background:var(--found);padding:.3rem .6rem}
.nb nav{display:flex;flex-wrap:wrap;gap:.2rem .8rem}.nb nav.years{gap:.4rem}
.nb nav.years>*{border:1px solid var(--line);border-radius:.3rem;padding:.25rem .6rem}
.nb nav.years span{color:var(--dim)}
.nb form{margin:.5rem 0}.nb form div{display:flex;gap:.4rem}
.nb input,.nb button{font:inherit;padding:.4rem .6rem;border:1px solid var(--dim);border-radius:.3rem;
background:var(--back);color:inherit}.nb input{flex:1;min-width:0}
.nb .hits{list-style:none;margin:0;padding:0}.nb .hits li{padding:.3rem 0;border-bottom:1px solid var(--line)}
.nb .scroll{overflow-x:auto;margin:.5rem 0;max-width:100%}
.nb table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
.nb caption{text-align:start;font-weight:600;padding:.2rem 0}.nb caption small{font-weight:400}
.nb caption span{display:inline-block;position:sticky;left:0;max-width:min(100%,calc(100vw - 2rem))}
.nb th,.nb td{border:1px solid var(--line);padding:.25rem .5rem;text-align:end;overflow-wrap:normal;
vertical-align:top}.nb thead th{background:var(--soft);font-weight:500}.nb thead th:first-child{text-align:start}
.nb tbody th{text-align:start;font-weight:400;min-width:8rem;max-width:22rem;background:var(--back)}
@media(min-width:40rem){.nb tbody th{position:sticky;left:0}}
@media(max-width:40rem){.nb tbody th{min-width:6rem}.nb th,.nb td{padding:.25rem .35rem}}
.nb .printed thead th{min-width:3.2rem}.nb .files td{text-align:start}
.nb .files code{font-size:.75rem;white-space:nowrap}
.nb td .raw{display:inline-block;min-width:8rem;max-width:12rem;overflow-wrap:anywhere}
.nb .files th,.nb .files td{overflow-wrap:anywhere;min-width:7rem}
.nb .s0{background:var(--s0);color:var(--dim)}.nb .s1{background:var(--s1)}.nb .s2{background:var(--s2)}
.nb .s3{background:var(--s3)}.nb .s4{background:var(--s4)}.nb .coverage td{text-align:center}
.nb td small,.nb th small{display:block;white-space:nowrap}
.nb td.blank i,.nb td.missing i{color:var(--dim)}.nb td .status{display:block;font-weight:600;white-space:nowrap}
.nb td.ambiguous .status,.nb td.unreadable .status{color:var(--error)}.nb td.repaired .status{color:var(--warning)}
.nb td .value{white-space:nowrap;color:var(--dim)}
.nb td.found{background:var(--found);outline:2px solid var(--warning);outline-offset:-2px}
.nb .findings{padding-inline-start:1.6rem}.nb .findings li{margin:.5rem 0;scroll-margin-top:1rem}
.nb .findings p{margin:.1rem 0}.nb .crop{background:#fff;border:1px solid;vertical-align:middle}
.nb .gravity{white-space:nowrap;border:1px solid;border-radius:.2rem;padding:0 .3rem;font-size:.85rem}
.nb .gravity.error{color:var(--error)}.nb .gravity.warning{color:var(--warning)}.nb .gravity.info{color:var(--info)}
.nb .facts{display:grid;grid-template-columns:repeat(2,1fr);gap:.5rem;margin:.8rem 0}
@media(min-width:40rem){.nb .facts{grid-template-columns:repeat(4,1fr)}}
.nb .facts div{background:var(--soft);padding:.4rem .7rem;border-radius:.3rem}
.nb .facts dt{font-size:.82rem;color:var(--dim)}.nb .facts dd{margin:0;font-size:1.2rem;font-weight:600}
.nb .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));gap:1rem}
.nb figure{margin:.8rem 0;max-width:34rem}.nb svg{width:100%;height:auto;display:block}
.nb svg line{stroke:var(--line)}.nb svg rect{fill:var(--bar)}
.nb svg text{fill:var(--ink);font-size:11px;text-anchor:middle}
.nb svg .tick{text-anchor:end;fill:var(--dim)}.nb svg .value{font-size:10px}
.nb .words{background:var(--soft);padding:.8rem;margin:.3rem 0;border-radius:.3rem}
.nb .report{border-top:3px solid var(--line);margin-top:2rem;scroll-margin-top:.5rem}
.nb details{border-bottom:1px solid var(--line)}.nb summary{cursor:pointer;padding:.4rem 0}
.nb .text{padding:.2rem 0 .8rem;max-width:46rem}
@media print{.nb form,.nb .skip{display:none}}
"""
"""What the content is drawn with; it stands within an element of the class `nb`."""


def whole_page(
    title: str, way: Iterable[tuple[str, str]], content: str, *, root: str, foot: str, language: Language
) -> str:
    """A page as a whole; all but the language is HTML.

    `way` are the pages above, path and name, from the overview down; `root` leads to the overview's folder.
    """
    above = " › ".join(f'<a href="{root}{path}">{name}</a>' if path else name for path, name in way)
    return (
        f'<!doctype html>\n<html lang="{TAGS[language]}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head>"
        f'<body class="nb"><a class="skip" href="#content">{word("skip", language)}</a>'
        f"<header><div>{above}</div>{_search_box(root, language)}</header>"
        f'<main id="content"><h1>{title}</h1>\n{content}\n</main><footer>{foot}</footer>'
        f'<script src="{root}search.js" defer></script></body></html>\n'
    )


def _search_box(root: str, language: Language) -> str:
    label = word("search", language)
    names = ("search_none", "search_more", "search_no_report")
    said = " ".join(f'data-{name.replace("_", "-")}="{word(name, language)}"' for name in names)
    return (
        f'<form role="search" data-root="{root}" {said}><div><input type="search" name="q" autocomplete="off" '
        f'aria-label="{label}" placeholder="{label}"><button>{word("search_button", language)}</button></div>'
        f'<p class="note" aria-live="polite"></p><ul class="hits"></ul>'
        f"<noscript>{word('search_needs_script', language)}</noscript></form>"
    )
