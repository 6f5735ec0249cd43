"""The body that some words name: the longest end of them that is one, and nothing where none is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.identity.evidence import WORDS, areas_in
from transforms.identity.gazetteer import Gazetteer
from transforms.identity.kinds import UPPER_KINDS, agency_kind
from transforms.identity.place_names import stem, strip_office, without_nationality
from transforms.identity.resolve import known_as
from transforms.outline import is_body_name, without_page_words

# Verbs and nouns that stand before a body in its clause and that a lazy pattern took along.
_VERB = re.compile(
    r"(?:本(?:年度)?报告|本年报|现将|现就|特将|结合|公布|发布|编制|根据|按照|关于|现特"
    r"|由|将|特|经(?![开济略])|现)(?=.{2})"
)
# Those of one character begin names as well (将军镇, 特克斯县).
_LONG_VERB = 2
# A name that is cut must leave a stem of so many characters.
_LEAST_STEM = 2
# The ends of areas: what stands so before a known area is an unknown one, of which it may be a part.
_AREA_END = re.compile("[省市县区旗州盟]$")
# What a body that belongs to a larger one begins with (国家税务总局示例县税务局); an area behind it is a part of its
# name.
_ORGANISATION = re.compile("[局厅会团部行院社司委军队网]$|^中共|^中国")
# Bodies of the whole nation, which every report cites.
_NATIONAL = re.compile("国务院|中华人民共和国|党中央|国家[^税统]|全国")
# The office of a department, which is the department itself; that of a government above the townships is not.
_OF_DEPARTMENT = re.compile(r"(?<=[局委厅会心院])(?:党政|综合|政务公开|信息公开|政府信息公开|行政)?(?:办公室|办)$")


def read_body(text: str, gazetteer: Gazetteer | None) -> str:
    """The body that a text names, '' where it names none; menus and verbs before it are left out.

    >>> read_body("首页政务公开样例镇人民政府", None), read_body("现将样例镇", None), read_body("组配分类", None)
    ('样例镇人民政府', '样例镇', '')
    """
    bare = without_page_words(text).strip("“”、【】[]《》：:").lstrip("）)").rstrip("（(")
    if gazetteer is None:
        cut = _without_verbs(bare, None)
        return cut if is_body_name(cut) else ""
    if is_known(bare, gazetteer):
        return bare
    for start in _starts(bare, gazetteer):
        if is_known(bare[start:], gazetteer):
            return bare[start:]
    cut = _without_verbs(bare, gazetteer)
    if is_known(cut, gazetteer):
        return cut
    ends = [cut, *(cut[start:] for start in _starts(cut, gazetteer) if not _ORGANISATION.search(cut[:start]))]
    named = [end for end in ends if is_body_name(end) and not _NATIONAL.match(end)]
    if named and len(stem(without_nationality(strip_office(named[-1])))) < _LEAST_STEM:
        return ""
    return named[-1] if named else cut if is_short_name(cut, gazetteer) else ""


def reporting_body(name: str) -> str:
    """The body that one asks through an office, '' where the office may be asked for anybody.

    >>> reporting_body("样例镇党政办公室"), reporting_body("示例县财政局办公室"), reporting_body("示例县政务公开办公室")
    ('样例镇', '示例县财政局', '')
    """
    of_department = _OF_DEPARTMENT.sub("", name)
    if of_department != name:
        return of_department
    bare = strip_office(name.replace("办公厅", "办公室"))
    if bare != name and name.endswith(("办公室", "办", "办公厅")):
        return "" if agency_kind(bare) in UPPER_KINDS else bare
    return name


def is_known(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is a township of the gazetteer, with the areas that it lies in or without, or an office of one."""
    return bool(known_as(name, gazetteer)[1])


def is_short_name(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is that of an area or a township without its kind.

    >>> from transforms.identity.gazetteer import national_gazetteer
    >>> is_short_name("沭阳", national_gazetteer()), is_short_name("组配分类", national_gazetteer())
    (True, False)
    """
    return any(f"{name}{end}" in gazetteer.areas for end in ("省", "市", "县", "区", "旗"))


def _starts(text: str, gazetteer: Gazetteer) -> Iterator[int]:
    """Where the first chain of areas begins inside a text, unless what may be an unknown area ends there."""
    areas = sorted(start for name, start, _ in areas_in(text, gazetteer) if name not in WORDS)
    if areas and areas[0] and not _AREA_END.search(text[: areas[0]]):
        yield areas[0]


def _without_verbs(text: str, gazetteer: Gazetteer | None) -> str:
    """A text without the verbs that it begins with, unless it is an area's name that begins with one."""
    if gazetteer is not None and any(text[:length] in gazetteer.areas for length in range(2, 8)):
        return text
    verb = _VERB.match(text)
    if verb is None:
        return text
    rest = text[verb.end() :]
    if gazetteer is not None and is_known(rest, gazetteer):
        return rest
    if len(verb[0]) < _LONG_VERB and len(stem(without_nationality(strip_office(rest)))) < _LEAST_STEM:
        return text
    return _without_verbs(rest, gazetteer)
