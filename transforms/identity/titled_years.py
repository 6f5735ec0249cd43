"""The years that titles name: of the report, of the file's metadata, and what its path says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from transforms.form import REPORT
from transforms.identity.publication import CHINESE_YEAR, YEAR_DIGITS, Pairs
from transforms.identity.stated_years import YEAR, Years, count_years, fold_years
from transforms.identity.year_masks import mask_rows
from transforms.outline import read_title
from transforms.text import BASIC_HAN

# A title with its year, on a line of its own, that the reader of titles did not take. Digits behind the year are not
# looked at.
_UNFOUND_TITLE = re.compile(
    rf"^[^\n，。；：]{{0,30}}(?<!\d){YEAR}\s*年?度?[^\n，。；：]{{0,30}}信息公开[^\n，。；：]{{0,12}}{REPORT}"
    r"[^\n，。；：]{0,8}$",
    re.MULTILINE,
)
# A line that is a title or a link: no words of the text itself.
TITLE_LINE = re.compile(r"^[^\n，。；：]{0,40}信息公开[^\n，。；：]{0,20}$", re.MULTILINE)
# A year in a title, with 年 or without; digits before or behind make it another number.
_TITLE_YEAR = re.compile(rf"(?<!\d){YEAR}\s*年|(?<!\d){YEAR}(?!\d)")
# A year among others in brackets.
_TITLE_YEAR_ALONE = re.compile(YEAR)
# A year in Chinese numerals in a title, where 年 may be lost; a digit before it makes it another number.
_CHINESE_TITLE_YEAR = re.compile(rf"(?<![\d〇○零一二三四五六七八九十]){CHINESE_YEAR}(?![〇○零一二三四五六七八九十])")
# A day that was joined to the title, of a document or a signature above it; a month alone (2021年1月报告) stays.
_DAY = re.compile(r"20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
# The year at the beginning of a title, without white space; 2020年底 is no title's.
_LEADING_YEAR = re.compile(r"^20\d\d年?度?")
# The year, or several, behind a title in brackets; with 号 behind it, it is that of a document.
_BEHIND_TITLE = re.compile(
    rf"{REPORT}\s*[（(〔\[]\s*(20\d\d\s*(?:年度?)?(?:\s*[、和与及至到~～—–－/-]{{1,2}}\s*20\d\d\s*(?:年度?)?){{0,5}})\s*[)）〕\]]"
    r"(?!\s*\d*\s*号)"
)
# A year of two digits, up to 34, in a title; 近20年, 第20年 and figures with a point are no years.
_SHORT_YEAR = re.compile(
    rf"(?<![\d.近第这约])['’]?([012]\d|3[0-4])年度?(?=[{BASIC_HAN}]{{0,12}}信息公开[{BASIC_HAN}]{{0,8}}{REPORT})"
)
# A folder or file that says 年 names a year; without, it may be a day of publication or an id.
_PATH_YEAR = re.compile(rf"(?<!\d){YEAR}\s*年")
# A year without 年, in a path from which dates were removed; versions (v1.2020) and longer numbers are none.
_BARE_PATH_YEAR = re.compile(rf"(?<![\d.]){YEAR}(?![\d.]*\d)")
# Dates in addresses (t20210118, /2021/1/20/, 202101); 2021/样例镇 is a folder by year.
_PATH_DATE = re.compile(r"20\d\d[-_/.]?(?:0[1-9]|1[0-2])(?:[-_/.]?[0-3]\d)?(?!\d)|20\d\d/\d{1,2}/\d{1,2}(?!\d)")
_TITLE_NAMES = frozenset({"title", "标题", "articletitle", "名称", "信息名称"})
# Titles that were not found stand at the head all the same; farther down begin the years of laws and of the year
# before.
_HEAD_CHARS = 400
# Titles that were found stand so far down at most (`outline.titles`).
_TITLE_CHARS = 3000


def title_years(title: str, text: str) -> Years:
    """The years of the title and of other titles of the same body at the head; else behind a title or in two digits.

    A title without a body's name may be one of a list of links: it says nothing beside those of other years. `text`
    is the report's, without the years of the page around it.
    """
    head = mask_rows(text[:_HEAD_CHARS])
    behind = _years_behind(text[:_HEAD_CHARS])
    years = _years_in(_without_row(fold_years(title), text[:_TITLE_CHARS]))
    lines = [(match[0], match[1]) for match in _UNFOUND_TITLE.finditer(head)]
    if years:
        place = _place_of(title)
        if not place:
            return Counter() if {year for _, year in lines} - set(years) else count_years(years)
        others = {year for line, year in lines if place in line} | behind
        return count_years([*years, *(others - set(years))])
    if lines:
        return count_years({year for _, year in lines})
    compact = "".join(head.split())
    if behind:
        return count_years(behind)
    short = _SHORT_YEAR.search(compact)
    return count_years([f"20{short[1]}"] if short else ())


def _without_row(title: str, head: str) -> str:
    """A title without the year at its beginning, where the head has that year in a row of years above the title.

    A row that is the title's own stays: the report is on several years.
    """
    compact = "".join(title.split())
    if mask_rows(compact) != compact:
        return compact
    is_joined = compact in "".join(head.split()) and compact not in "".join(mask_rows(head).split())
    return _LEADING_YEAR.sub("", compact) if is_joined else title


def names_body(title: str) -> bool:
    """Whether a title says whose report it is.

    >>> names_body("样例镇2020年政府信息公开工作年度报告"), names_body("2020年政府信息公开工作年度报告")
    (True, False)
    """
    return bool(_place_of(title))


def _place_of(title: str) -> str:
    named = read_title(title)
    return named.place if named else ""


def _years_behind(head: str) -> set[str]:
    """The years in brackets behind titles."""
    return {year for years in _BEHIND_TITLE.findall("".join(head.split())) for year in _TITLE_YEAR_ALONE.findall(years)}


def _years_in(title: str) -> list[str]:
    """The years of a title, each once."""
    folded = _CHINESE_TITLE_YEAR.sub(lambda match: match[0].translate(YEAR_DIGITS), fold_years(title))
    years = _TITLE_YEAR.finditer(_DAY.sub(" ", folded))
    return list(dict.fromkeys(match[1] or match[2] for match in years))


def file_title_years(metadata: Pairs) -> Years:
    """The year of the first title with one that the file states of itself; files are made of those of former years."""
    return next(
        (years for title in _stated_titles(metadata) if len(years := count_years(_years_in(title))) == 1), Counter()
    )


def _stated_titles(metadata: Pairs) -> Iterator[str]:
    return (value for name, value in metadata if name.strip().lower() in _TITLE_NAMES and "信息公开" in value)


def path_years(path: str) -> Years:
    """The one year that a path names; dates in addresses (/2021/1/20/, t20210118) are days of publication."""
    folded = fold_years(path)
    years = set(_PATH_YEAR.findall(folded)) or set(_BARE_PATH_YEAR.findall(_PATH_DATE.sub(" ", folded)))
    found = count_years(years)
    return found if len(found) == 1 else Counter()


def says_year(path: str) -> bool:
    """Whether a path names its year with 年, so that it is no day and no number."""
    return bool(_PATH_YEAR.search(fold_years(path)))
