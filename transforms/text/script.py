"""Text repairs that concern the script: traditional characters, and pinyin annotations first.

The script is decided before anything is converted, because converting text that is simplified already damages it
(乾县 would become 干县). In a text of both scripts only the words that are traditional are converted, and official
names of divisions are never.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import opencc

from transforms.knowledge import read_rows
from transforms.text.characters import HAN
from transforms.text.pinyin import remove_pinyin

# A run of Han characters is what a script is told by; marks, digits and Latin letters part runs.
_HAN_RUN = re.compile(f"[{HAN}]+")
# Traditional characters that names in simplified script keep, beside those of GB 2312 (乾, 於, 徵, 夥).
_OF_NAMES = frozenset("昇濛")
# Of the characters that one script alone has. A converted page keeps some simplified words; none has a fifth.
_TRADITIONAL_SHARE = 0.8
# A simplified page with a name or a heading in traditional characters has less.
_MIXED_SHARE = 0.08
# In a short text one word is a large share.
_MIN_MIXED_CHARS = 10
# Of one run of characters: what most of them are decides about those that both scripts use (後, 於, 乾).
_MOSTLY_TRADITIONAL = 0.5


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text in simplified script, the script that was found, and the names of the repairs, in order."""

    text: str
    script: str
    repairs: tuple[str, ...]


def repair_script(text: str) -> Repaired:
    """Remove pinyin annotations, then convert what is traditional to simplified.

    >>> repair_script("主動(dòng)公開(kāi)政府信息，鎮(zhèn)政府辦(bàn)理").text
    '主动公开政府信息，镇政府办理'
    >>> repair_script("乾县於潜镇主动公开").repairs
    ()
    """
    plain = remove_pinyin(text)
    repairs = [] if plain == text else ["pinyin-annotations"]
    script = find_script(plain)
    converted = convert_to_simplified(plain, script)
    if converted != plain:
        repairs.append("opencc:t2s")
    worded = converted if script == "simplified" else _replace_taiwan_terms(converted)
    if worded != converted:
        repairs.append("taiwan-terms")
    return Repaired(worded, script, tuple(repairs))


def _replace_taiwan_terms(text: str) -> str:
    """Replace Taiwan's words where they are a term of the disclosure law; 档案 and 资讯 elsewhere stay."""
    for row in read_rows("taiwan_terms"):
        if row["used_in"] == "text":
            text = text.replace(row["variant_zh"], row["term_zh"])
    return text


@cache
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


def convert(config: str, text: str) -> str:
    """Convert a text with one of OpenCC's configurations.

    >>> convert("t2s", "乾淨")
    '干净'
    """
    return str(_converter(config).convert(text))


@cache
def protected_names() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """The pattern of the division names that a conversion would change, and the official name of each."""
    names = {row["written_zh"]: row["name_zh"] for row in read_rows("protected_names")}
    return re.compile("|".join(sorted(names, key=len, reverse=True))), names


@cache
def script_only_chars() -> tuple[Mapping[str, str], frozenset[str]]:
    """Traditional characters with their simplified ones, and characters that are simplified only.

    Those that both scripts use are in neither: 后 and 于 are traditional characters too, as Big5 has them, and 乾 and
    於 are also used in simplified script, as GB 2312 has them.
    """
    chars = [chr(code) for code in range(0x4E00, 0xA000)]
    simplified = convert("t2s", "\n".join(chars)).split("\n")
    traditional = convert("s2t", "\n".join(chars)).split("\n")
    # What is written so in Hong Kong or Taiwan alone (衞, 説), t2s leaves.
    regional = convert("hk2s", convert("tw2s", "\n".join(chars))).split("\n")
    simplified = [
        other if simple == char else simple for char, simple, other in zip(chars, simplified, regional, strict=True)
    ]
    pairs = list(zip(chars, simplified, traditional, strict=True))
    return (
        {
            char: simple
            for char, simple, _ in pairs
            if simple != char and char not in _OF_NAMES and not char.encode("gb2312", "ignore")
        },
        frozenset(char for char, simple, trad in pairs if trad != char == simple and not char.encode("big5", "ignore")),
    )


def _traditional_share(text: str) -> tuple[float, int]:
    traditional_only, simplified_only = script_only_chars()
    counts = Counter(text)
    traditional = sum(count for char, count in counts.items() if char in traditional_only)
    simplified = sum(count for char, count in counts.items() if char in simplified_only)
    return (traditional / (traditional + simplified) if traditional else 0.0), traditional


def find_script(text: str) -> str:
    """`simplified`, `traditional` or `mixed`, by the characters that only one script uses.

    A few traditional words in a simplified text are leftovers, not a second script, and names do not count.

    >>> find_script("政府信息公開工作年度報告"), find_script("政府信息公开工作年度报告")
    ('traditional', 'simplified')
    """
    share, traditional = _traditional_share(protected_names()[0].sub("", text))
    if share >= _TRADITIONAL_SHARE:
        return "traditional"
    if share >= _MIXED_SHARE and traditional >= _MIN_MIXED_CHARS:
        return "mixed"
    return "simplified"


def convert_to_simplified(text: str, script: str) -> str:
    """Convert a traditional text, or the traditional words of another; official names of divisions come out as such.

    >>> convert_to_simplified("乾縣於潛鎮保持乾淨", "traditional")
    '乾县於潜镇保持干净'
    >>> convert_to_simplified("乾县昇州路的辦公室", "simplified")
    '乾县昇州路的办公室'
    """
    if script == "traditional":
        return _convert_around_names(text, simplify)
    return _convert_around_names(text, _convert_words)


def _convert_around_names(text: str, convert_part: Callable[[str], str]) -> str:
    pattern, names = protected_names()
    pieces, position = [], 0
    for match in pattern.finditer(text):
        pieces += [convert_part(text[position : match.start()]), names[match[0]]]
        position = match.end()
    return "".join([*pieces, convert_part(text[position:])])


def _convert_words(text: str) -> str:
    traditional_only, _ = script_only_chars()
    if traditional_only.keys().isdisjoint(text):
        return text
    return _HAN_RUN.sub(_convert_word, text)


def _convert_word(match: re.Match[str]) -> str:
    """A run of characters that is mostly traditional is converted as such, of any other only what is surely so."""
    run = match[0]
    if script_only_chars()[0].keys().isdisjoint(run):
        return run
    share, _ = _traditional_share(run)
    if share >= _MOSTLY_TRADITIONAL:
        return simplify(run)
    return run.translate(_char_table())


def simplify(text: str) -> str:
    """A traditional text in simplified characters, names of divisions not excepted.

    >>> simplify("金山衞鎮乾淨")
    '金山卫镇干净'
    """
    return convert("t2s", text).translate(_char_table())


@cache
def _char_table() -> Mapping[int, str]:
    return str.maketrans(dict(script_only_chars()[0]))


def taiwan_variants(label: str) -> tuple[str, ...]:
    """A label as it reads after a page was converted to Taiwan's vocabulary and back to simplified characters.

    A page may have any of the words that differ, as converters differ in what they replace.

    >>> taiwan_variants("信息内容")
    ('资讯内容',)
    """
    variants = dict.fromkeys((label, convert("t2s", convert("s2twp", label))))
    for row in read_rows("taiwan_terms"):
        variants |= dict.fromkeys(variant.replace(row["term_zh"], row["variant_zh"]) for variant in list(variants))
    return tuple(variant for variant in variants if variant != label)
