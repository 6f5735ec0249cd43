"""Pinyin annotations: a reading in brackets behind the characters that it annotates, as some gateways add them."""

from __future__ import annotations

import re
import unicodedata

from transforms.text.characters import HAN

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_ONLY_PINYIN = frozenset("āǎēěīǐōǒūǔǖǘǚǜňǹḿ")
_LETTERS = f"A-Za-züÜ{_TONED}{_TONED.upper()}"
# What an annotation stands behind: a Han character, or a mark that closes what it annotates.
_BEHIND = f"{HAN}\uf900-\ufaff”’》」』）)〕】、，。；：！？"
# Latin letters in brackets of any width, with gaps between words. Digits, dots and tone numbers (kai1) make it none.
BRACKETED = rf"[(（\[〔【﹝]([{_LETTERS}]{{1,6}}(?:[ '’·-]?[{_LETTERS}]{{1,6}}){{0,9}})[)）\]〕】﹞]"
# One annotation behind what it annotates; brackets behind a digit or a Latin word are none, so 1(yī) stays.
_ANNOTATION = re.compile(rf"(?<=[{_BEHIND}]){BRACKETED}")
# Several in a row: a character with two readings has both behind it.
_ANNOTATIONS = re.compile(rf"(?<=[{_BEHIND}])(?:{BRACKETED})+")
# One that a text taken from a page parted from its character: behind a space, or at the beginning of a line. It is
# looked for in annotated texts only, and with its tone; one that a cell broke in two ((shě | n)) is missed.
_PARTED = re.compile(rf"(?<!\S){BRACKETED}")
# The same behind a character and a space. All of a text's are so where a browser sets Latin letters apart.
_PARTED_BY_SPACE = re.compile(rf"(?<=[{HAN}] ){BRACKETED}")
# Each of them; where it stands is known.
_ONE = re.compile(BRACKETED)
# Characters that one annotation may be the reading of; a whole sentence is not annotated at once.
_LONGEST_WORD = 10
# The Han characters up to an annotation, those of compatibility as well, which pages of Hong Kong have.
_HAN_BEFORE = re.compile(f"[{HAN}]{{1,{_LONGEST_WORD}}}$")
# Plain Latin words in brackets behind a Han character, (app) and (the) as well: of these nearly all must be syllables
# before syllables without tones are taken for annotations.
_LATIN_BEHIND_HAN = re.compile(rf"(?<=[{HAN}])[(（\[〔【﹝]([A-Za-z][A-Za-z ]*)[)）\]〕】﹞]")
# Toned syllables of an annotated text. One or two may be words of another language (résumé, café).
_MIN_TONED = 3
# Different syllables without tones of an annotated text; a list of items has (a), (b), (e) and few longer ones.
_MIN_TONELESS = 8
# Share of syllables among the Latin words in brackets: (app), (wechat) and (www) stand in any report.
_MIN_TONELESS_SHARE = 0.8

# Every syllable of standard Chinese, initial by initial.
_FINALS = {
    "": "a o e ai ei ao ou an en ang eng er",
    "b": "a o ai ei ao an en ang eng i ie iao ian in ing u",
    "p": "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
    "f": "a o ei ou an en ang eng u",
    "d": "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un",
    "t": "a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
    "n": "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan un ü üe",
    "l": "a o e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un ü üe",
    "g": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "k": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "h": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "j": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "q": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "x": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "zh": "i a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "ch": "i a e ai ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "sh": "i a e ai ei ao ou an en ang eng u ua uo uai ui uan un uang",
    "r": "i e ao ou an en ang eng ong u ua uo ui uan un",
    "z": "i a e ai ei ao ou an en ang eng ong u uo ui uan un",
    "c": "i a e ai ao ou an en ang eng ong u uo ui uan un",
    "s": "i a e ai ao ou an en ang eng ong u uo ui uan un",
    "y": "a o e ao ou an ang i in ing ong u ue uan un",
    "w": "a o ai ei an en ang eng u",
}
_SYLLABLES = sorted(
    {initial + final for initial, finals in _FINALS.items() for final in finals.split()}, key=len, reverse=True
)
# One syllable, the longest first: xian is not xi'an. Without tone marks.
_SYLLABLE = re.compile("|".join(_SYLLABLES))
# A word of syllables, with gaps. he, the English word, is a syllable as well; wechat and app are none.
_WORD = re.compile(f"(?:(?:{'|'.join(_SYLLABLES)})[ '’·-]?)+")
_INTERJECTIONS = frozenset({"ń", "ň", "ǹ", "ḿ", "ńg", "ňg", "ǹg"})


def remove_pinyin(text: str) -> str:
    """Remove pinyin in brackets after the characters that it annotates.

    It is taken for pinyin if it can be cut into syllables and has tone marks. Without tone marks a single syllable is
    an annotation only in a text that has toned ones, or in one where nearly all Latin words in brackets are
    syllables, because （app）, (the) and (he) are words and numbered items such as (a) are items.

    >>> remove_pinyin("開(kāi)動(dòng)國(guó)的(de)政府〔zhèngfǔ〕")
    '開動國的政府'
    >>> remove_pinyin("微信(wechat)客户端(app)和(he)")
    '微信(wechat)客户端(app)和(he)'
    >>> remove_pinyin("鎮(zhèn)開(kāi)動(dòng)國(guó)服務 (wù)"), remove_pinyin("鎮 (zhèn) 開 (kāi) 動 (dòng)")
    ('鎮開動國服務 ', '鎮  開  動 ')
    """
    if not any(bracket in text for bracket in "(（[〔【﹝"):
        return text
    found = [match[1] for match in _ANNOTATION.finditer(text)]
    toned = sum(_is_toned(word) and bool(_WORD.fullmatch(_strip_tones(word.lower()))) for word in found)
    parted = sum(_is_toned_syllable(match[1]) for match in _PARTED_BY_SPACE.finditer(text))
    is_annotated = toned + parted >= _MIN_TONED or _is_annotated_without_tones(text)
    if not toned and not is_annotated:
        return text
    joined = _ANNOTATIONS.sub(lambda match: _drop_annotations(match, is_annotated=is_annotated), text)
    return (
        _PARTED.sub(lambda match: "" if _is_toned_syllable(match[1]) else match[0], joined) if is_annotated else joined
    )


def _drop_annotations(match: re.Match[str], *, is_annotated: bool) -> str:
    han = _HAN_BEFORE.search(match.string[max(0, match.start() - _LONGEST_WORD) : match.start()])
    count = len(han[0]) if han else 0
    return _ONE.sub(lambda one: "" if _is_pinyin(one[1], count, is_annotated=is_annotated) else one[0], match[0])


def _is_pinyin(word: str, han_before: int, *, is_annotated: bool) -> bool:
    """Whether a word is the reading of as many characters as stand before it, or of one before a mark."""
    lower = word.lower()
    if lower in _INTERJECTIONS:
        return True
    plain = _strip_tones(lower)
    if not _WORD.fullmatch(plain) or (count := len(_SYLLABLE.findall(plain))) > max(1, han_before):
        return False
    if not _is_toned(word):
        return is_annotated and han_before > 0 and len(word) > 1 and word in _SYLLABLES
    # A lone résumé has syllables and accents as well, but no macron and no caron.
    return is_annotated or count == 1 or any(char in _ONLY_PINYIN for char in lower)


def _is_toned_syllable(word: str) -> bool:
    return _is_toned(word) and bool(_SYLLABLE.fullmatch(_strip_tones(word.lower())))


def _is_annotated_without_tones(text: str) -> bool:
    """Whether the Latin words in brackets are nearly all single syllables, more than a list of items would have."""
    words = _LATIN_BEHIND_HAN.findall(text)
    syllables = [word for word in words if len(word) > 1 and word in _SYLLABLES]
    return len(set(syllables)) >= _MIN_TONELESS and len(syllables) >= _MIN_TONELESS_SHARE * len(words)


def _is_toned(word: str) -> bool:
    return any(char in _TONED for char in word.lower())


def _strip_tones(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.replace("ü", "v"))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char) or char == "\u0308")
    return unicodedata.normalize("NFC", bare).replace("v", "ü")
