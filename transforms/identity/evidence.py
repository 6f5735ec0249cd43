"""The counties, prefectures and provinces that a text names, and how much each place of the text says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from transforms.identity.gazetteer import Entry, Gazetteer
from transforms.identity.place_names import strip_office
from transforms.text import HAN

# The characters that the name of a county, prefecture or province may end in; the gazetteer decides what it is. Areas
# of other endings (管委会, 新城) are never named by themselves.
_AREA_END = re.compile("[省市县区旗州盟]")
# Names of counties that are words of the language as well.
WORDS = frozenset(
    {
        *("城区", "郊区", "矿区", "东区", "西区", "市区", "南区", "北区", "桥区"),
        *("新城区", "城中区", "市中区", "老城区", "市辖区", "市郊区"),
    }
)
# Before the name of a county of two characters, which may as well be the end of a word and the kind of the writer's own
# area (公开县政府信息, 办理县政府, 《条例》和县政府): nothing, a mark, a date or a preposition, or another area.
_BEFORE_SHORT = re.compile(rf"(?:^|[^{HAN}》)）”]|[年月日与由在向是到请经为对将布制照据于])$")
# Behind a verb 和 is rather the conjunction (发布和县政府网站).
_VERB_ENDS = tuple("布制照据于为对")
# Directly behind an area's name: its government, party committee or website, so that the name is that of whoever rules
# there. 委员 is no committee. A department (示例县财政局) says less: a copied text names those of neighbours.
_GOVERNMENT = re.compile(r"(?:人民)?政府|(?:县|市|区|旗)?(?:党)?委(?!员)|门户网|政务网|信息公开网")
# Directly before an area's name: somebody went there, came from there, lies beside it, or it is a former county. The
# whole place is then no evidence. A visit that is told otherwise (在示例县举办) is missed.
_VISIT = re.compile(
    r"(?:赴|到|去|往|邻近|相邻|毗邻|邻|兄弟|学习|借鉴|考察|参观|来自|原属|原|划入|划归|移交|对口|帮扶|籍)的?$"
)
# The same behind the name, within ten characters of the same sentence; farther on another thing may be what was
# visited.
_VISITED = re.compile(
    r"^[^。；;！\n]{0,10}?(?:考察|学习|参观|交流|取经|经验|划归|划入|代管|来访|援建|接壤|相邻|毗邻|交界|结对|共建)"
)
# Directly before a chain of areas: beside whom something stands, unless it is whom to ask (请与…联系).
_BESIDE = re.compile(r"(?<!请)(?:与|和|同|及|、)$")
# Some words before an area's name, within `_OFFICIAL_CHARS`: whom to ask, and the address. 地址 needs its colon, as
# 网址 and 地址变更 say nothing of where the body sits.
_OFFICIAL = re.compile(r"(?:请与|请向|请联系|联系(?:人|方式|电话|地址|单位)?[：:]|地址[：:为]|通讯地址|办公地址|邮寄)")
# A line at the head that says why the report is written: the area that it names asked for the report. In the body such
# words (按照要求) stand everywhere, and say nothing.
_WRITTEN = re.compile(r"编制|国办|《条例》|信息公开条例|要求")
# A line of links to other governments, by its first words; links that have lines of their own are not recognised.
_LINKS = re.compile(r"(?:友情|相关|网站|政府|快速)链接|网站导航|站群")
# A telephone number with its area code, however the two are divided, in half or full width marks; mobile numbers and
# longer runs of digits are none. Numbers without an area code say nothing of the place.
_PHONE = re.compile(r"(?<!\d)0(10|2\d|[3-9]\d{2})[-—－–―─\s)）]{0,3}\d{7,8}(?!\d)")
# An area code without its 0 has two digits (10, 20 to 29) or three.
_AREA_CODE_LENGTHS = (3, 2)
# How an area is named: by what rules there, or by the way.
OFFICIAL, NAMED = 2, 1
# A county that is named so often by the way contradicts a township elsewhere as an official name does: a neighbour or
# a visit is told once or twice.
_OFTEN = 3
# A line that lies within so many characters of the beginning may say why the report is written.
_HEAD_CHARS = 1200
# A line of links says so at once; 相关链接 in the middle of a sentence is prose.
_LINK_WORDS_WITHIN = 12
# Between 地址： and the county may stand the province and the prefecture, with spaces removed.
_OFFICIAL_CHARS = 25
# Metadata longer than this are no names but summaries, which repeat the preamble and whatever it cites.
_LONGEST_METADATA = 60
# Bounds on work that decide nothing, as what is looked for is shorter.
_BEFORE_CHARS, _BEHIND_CHARS, _AREA_CHARS, _CHAIN_CHARS = 6, 16, 16, 40


@dataclass(frozen=True)
class Places:
    """What a text, a path and metadata say of places; `spoken` are short texts that are official where they stand."""

    compact: str
    spoken: Sequence[str]
    path: str
    gazetteer: Gazetteer

    @cached_property
    def strengths(self) -> dict[str, int]:
        """The best place in which each area's name stands."""
        found: dict[str, int] = {}
        for name, strength in self._named:
            found[name] = max(found.get(name, 0), strength)
        return found

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each area is named."""
        return Counter(name for name, _ in self._named)

    @cached_property
    def _named(self) -> list[tuple[str, int]]:
        found = [(name, OFFICIAL) for text in self.spoken for name, _, _ in areas_in(text, self.gazetteer)]
        for part in self.path.split("/"):
            found += [(name, NAMED) for name, _, _ in areas_in("".join(part.split()), self.gazetteer)]
        for line in filter(_AREA_END.search, self.compact.split("\n")):
            found += self._named_in_line(line)
        return found

    def _named_in_line(self, line: str) -> Iterator[tuple[str, int]]:
        areas = list(areas_in(line, self.gazetteer))
        if not areas or _LINKS.search(line[:_LINK_WORDS_WITHIN]):
            return
        is_written = bool(_WRITTEN.search(line)) and line in self.compact[:_HEAD_CHARS]
        for name, start, end in areas:
            before, behind = line[max(0, start - _BEFORE_CHARS) : start], line[end : end + _BEHIND_CHARS]
            if _VISIT.search(before) or _VISITED.search(behind):
                continue
            is_official = (
                is_written
                or _GOVERNMENT.match(behind)
                or _OFFICIAL.search(line[max(0, start - _OFFICIAL_CHARS) : start])
            )
            if is_official or name not in WORDS:
                yield name, OFFICIAL if is_official else NAMED

    @cached_property
    def phone_prefectures(self) -> frozenset[str]:
        """Codes of the prefectures of the telephone numbers, where all have one area code that is known."""
        area_codes = {match[1] for match in _PHONE.finditer(self.compact)}
        if len(area_codes) != 1:
            return frozenset()
        known = self.gazetteer.area_code_prefectures
        code = next(iter(area_codes))
        return next((known[code[:length]] for length in _AREA_CODE_LENGTHS if code[:length] in known), frozenset())

    def chains_before(self, name: str) -> Counter[tuple[str, ...]]:
        """The areas that stand directly before a township's name, anywhere, each chain with its count.

        In a path a folder stands before what it holds.
        """
        chains: Counter[tuple[str, ...]] = Counter()
        for text in (self.compact, "".join(self.path.replace("/", "").split())):
            start = text.find(name)
            while start >= 0:
                chain = _areas_at_end(text[max(0, start - _CHAIN_CHARS) : start], self.gazetteer)
                if chain and not _is_visit(text, start - len("".join(chain)), start + len(name)):
                    chains[chain] += 1
                start = text.find(name, start + 1)
        return chains

    def support(self, codes: Iterable[str]) -> int:
        """The best strength with which one of these codes is named."""
        wanted = set(codes)
        return max((rank for name, rank in self.strengths.items() if self.gazetteer.areas[name] & wanted), default=0)

    def supports_rather(self, entry: Entry, other: Entry) -> bool:
        """Whether the text officially names the county of `entry` by a name that is none of `other`'s places."""
        counties, lineage = {entry.county_code}, self.gazetteer.lineage(other)
        return any(
            rank >= OFFICIAL and self.gazetteer.areas[name] & counties and not self.gazetteer.areas[name] & lineage
            for name, rank in self.strengths.items()
        )

    def contradicts(self, entry: Entry, least: int) -> bool:
        """Whether the text names, at least so strongly or often, a county or prefecture that the entry is not in."""
        lineage = self.gazetteer.lineage(entry)
        for name, rank in self.strengths.items():
            codes = self.gazetteer.areas[name]
            if not codes & lineage and (rank >= least or self.counts[name] >= _OFTEN):
                return True
        return False


def _is_visit(text: str, start: int, end: int) -> bool:
    """Whether a place is named as one that somebody went to, came from or lies beside."""
    before, after = text[max(0, start - _BEFORE_CHARS) : start], text[end : end + _BEHIND_CHARS]
    return bool(_VISIT.search(before) or _BESIDE.search(before) or _VISITED.search(after))


def _areas_at_end(text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    area = area_at_end(text, gazetteer)
    return (*_areas_at_end(text[: -len(area)], gazetteer), area) if area else ()


def area_at_end(text: str, gazetteer: Gazetteer) -> str:
    """The longest name of a county, prefecture or province that a text ends with, '' where there is none.

    >>> from transforms.identity.gazetteer import national_gazetteer
    >>> area_at_end("地址为淄博市临淄区", national_gazetteer())
    '临淄区'
    """
    for length in gazetteer.area_lengths.get(text[-2:], ()):
        if text[-length:] in gazetteer.areas:
            return text[-length:]
    return ""


def areas_in(text: str, gazetteer: Gazetteer) -> Iterator[tuple[str, int, int]]:
    """The areas that a text names, with beginning and end; the longest name at each end."""
    for match in _AREA_END.finditer(text):
        end = match.end()
        name = area_at_end(text[max(0, end - _AREA_CHARS) : end], gazetteer)
        if name and text[end : end + 1] != "域" and not _is_end_of_word(text, end, name, gazetteer):
            yield name, end - len(name), end


def _is_end_of_word(text: str, end: int, name: str, gazetteer: Gazetteer) -> bool:
    """Whether the name of a county of two characters stands where a word may end and the writer's own area follow."""
    if len(name) != len("和县") or not name.endswith("县"):
        return False
    before = text[max(0, end - _AREA_CHARS) : end - len(name)]
    is_free = _BEFORE_SHORT.search(before) and not (name == "和县" and before[-1:] in _VERB_ENDS)
    return not is_free and not area_at_end(before, gazetteer)


def build_places(
    compact: str, spoken: Iterable[str], path: str, metadata: Iterable[tuple[str, str]], gazetteer: Gazetteer
) -> Places:
    """Gather what is said of places; `spoken` are the names of bodies that the report gives itself."""
    said = [strip_office(name) for name in spoken]
    said += ["".join(value.split()) for _, value in metadata if len(value) <= _LONGEST_METADATA]
    return Places(compact, said, path, gazetteer)
