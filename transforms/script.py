"""Text repairs that concern the script: pinyin annotations and traditional characters.

The script is decided before anything is converted, because converting text that is simplified already damages it
(乾县 would become 干县). In a text of both scripts only the lines that are traditional are converted.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache

import opencc

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_ANNOTATION = re.compile(rf"(?<=[\u3400-\u9fff])[(（]([a-zü{_TONED}]{{1,6}})[)）]")
_SYLLABLE = re.compile(
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ue|üe|üan|ai|ei|ao|ou|an|en|in|un|ün|er|ia|ie|iu|io|ua|uo|ui"
    "|a|o|e|i|u|ü)|m|n|ng"
)
_MIN_TONED = 3
_TRADITIONAL_SHARE = 0.8
_MIXED_SHARE = 0.08
_MIN_MIXED_CHARS = 10


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
    if script != "simplified":
        converted = convert_to_simplified(plain, script)
        if converted != plain:
            repairs.append("opencc:t2s")
        plain = converted
    return Repaired(plain, script, tuple(repairs))


def remove_pinyin(text: str) -> str:
    """Remove pinyin in brackets after the character that it annotates.

    Only one syllable that stands directly behind a Han character is an annotation, and a syllable without a tone mark
    only in a text that has toned ones: （app）, (the) and numbered items stay.

    >>> remove_pinyin("開(kāi)動(dòng)國(guó)的(de)")
    '開動國的'
    >>> remove_pinyin("微信(wechat)客户端(app)和(he)")
    '微信(wechat)客户端(app)和(he)'
    """
    if "(" not in text and "（" not in text:
        return text
    toned = sum(_is_toned(match[1]) for match in _ANNOTATION.finditer(text))
    if toned < _MIN_TONED and not _is_all_toned(text):
        return text
    return _ANNOTATION.sub(_drop_syllable, text)


def _is_all_toned(text: str) -> bool:
    syllables = _ANNOTATION.findall(text)
    return bool(syllables) and all(_is_toned(syllable) for syllable in syllables)


def _is_toned(syllable: str) -> bool:
    return any(char in _TONED for char in syllable)


def _drop_syllable(match: re.Match[str]) -> str:
    return "" if _SYLLABLE.fullmatch(_strip_tones(match[1])) else match[0]


def _strip_tones(syllable: str) -> str:
    decomposed = unicodedata.normalize("NFD", syllable.replace("ü", "v"))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char) or char == "\u0308")
    return unicodedata.normalize("NFC", bare).replace("v", "ü")


@cache
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


def _convert(config: str, text: str) -> str:
    return str(_converter(config).convert(text))


@cache
def script_only_chars() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that are traditional only and simplified only. Those that both scripts use are in neither set."""
    chars = [chr(code) for code in range(0x4E00, 0xA000)]
    simplified = _converter("t2s").convert("\n".join(chars)).split("\n")
    traditional = _converter("s2t").convert("\n".join(chars)).split("\n")
    pairs = list(zip(chars, simplified, traditional, strict=True))
    return (
        frozenset(char for char, simple, trad in pairs if simple != char and trad == char),
        frozenset(char for char, simple, trad in pairs if trad != char and simple == char),
    )


def _traditional_share(text: str) -> tuple[float, int]:
    traditional_only, simplified_only = script_only_chars()
    counts = Counter(text)
    traditional = sum(count for char, count in counts.items() if char in traditional_only)
    simplified = sum(count for char, count in counts.items() if char in simplified_only)
    return (traditional / (traditional + simplified) if traditional else 0.0), traditional


def find_script(text: str) -> str:
    """`simplified`, `traditional` or `mixed`, by the characters that only one script uses.

    A few traditional characters in a simplified text are names (乾县, 昇州路), not a second script.

    >>> find_script("政府信息公開工作年度報告"), find_script("政府信息公开工作年度报告")
    ('traditional', 'simplified')
    """
    share, traditional = _traditional_share(text)
    if share >= _TRADITIONAL_SHARE:
        return "traditional"
    if share >= _MIXED_SHARE and traditional >= _MIN_MIXED_CHARS:
        return "mixed"
    return "simplified"


def convert_to_simplified(text: str, script: str) -> str:
    """Convert a traditional text, or the traditional lines of a mixed one."""
    if script == "traditional":
        return _convert("t2s", text)
    lines = text.split("\n")
    return "\n".join(_convert("t2s", line) if _traditional_share(line)[0] >= 0.5 else line for line in lines)


def taiwan_variant(label: str) -> str:
    """A label as it reads after a page was converted to Taiwan's vocabulary and back to simplified characters.

    >>> taiwan_variant("信息内容")
    '资讯内容'
    """
    return _convert("t2s", _convert("s2twp", label))
