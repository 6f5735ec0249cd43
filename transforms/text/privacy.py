"""Personal data out of running text: mobile numbers, identity-card numbers, personal mailboxes.

Office telephones and mailboxes of an office's own domain stay: they are the disclosing body's public contact.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from transforms.text.characters import char_changer

MASK = "＊＊＊"
# Full-width ASCII to ASCII, character by character.
_narrow = char_changer({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
# Eleven digits from 13 to 19, in groups too, with 86 or 0086 before them. No amount of money, no part of a longer
# number, no office telephone with its area code. Groups of other sizes (139 00 00 00 00) are missed.
_MOBILE = re.compile(
    r"(?:(?<!\d)|(?<=(?<!\d)86)|(?<=\+86)|(?<=0086))1[3-9]\d"
    r"(?:[-—.·]|\s(?=\d{4}\s?\d{4}))?\d{4}[-—. ·]?\d{4}(?!\d|\s*[万亿]?元)"
)
# Eighteen places with a date of birth in their middle. A unified social credit code has a letter early or no date
# there. The fifteen places of old cards are missed: nothing tells them from other numbers.
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}[- ]?(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])[- ]?\d{3}[\dXx](?!\d)")
# A QQ number or WeChat name behind the word for it, which stays. 微信公众号 and 官方微信 are the office's own and stay;
# WeChat names need a colon or 为 before them, as 微信 alone is followed by anything, and behind 微信： they need
# letters, as digits may count its readers.
_MESSENGER = re.compile(
    r"(?P<kept>(?:(?:(?<![A-Za-z])QQ|扣扣)(?:号码?|群|邮箱)?|微信号码?|(?:个人|本人)微信"
    r"|(?<!官方)(?<!政务)微信(?=\s?[:：]\s?[A-Za-z]))[\s:：是为]{0,3})"
    r"(?:\d{5,11}(?!\d)|(?<=[:：是为])[A-Za-z][\w-]{5,19}(?![\w@-]))",
    re.IGNORECASE | re.ASCII,
)
# Mailboxes of the providers that persons use, with blanks around the @. An office's own domain stays; a provider that
# the list lacks is missed.
_MAILBOX = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]++\s?@\s?(?:vip\.)?"
    r"(?:qq|163|126|188|21cn|139|189|wo|sina|sohu|tom|yeah|foxmail|gmail|hotmail|outlook|live|msn|icloud|yahoo|aliyun)"
    r"\s?\.\s?(?:vip\.)?(?:com|net|cn)(?:\.cn)?",
    re.IGNORECASE,
)


_KINDS: Mapping[str, re.Pattern[str]] = {
    "identity_number": _IDENTITY,
    "mobile_number": _MOBILE,
    "messenger": _MESSENGER,
    "mailbox": _MAILBOX,
}
# Takes the place of what an earlier kind has found, character by character, and is part of no kind.
_TAKEN = "*"


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """Personal data in a text: `identity_number`, `mobile_number`, `messenger` or `mailbox`, from `start` to `end`."""

    kind: str
    start: int
    end: int


def find_personal_data(text: str) -> list[PersonalDatum]:
    """Personal data in a text, in its order; what an earlier kind takes is nothing of a later one.

    >>> find_personal_data("电话13900000000，信箱a.b@qq.com")[0]
    PersonalDatum(kind='mobile_number', start=2, end=13)
    """
    found, folded = [], _narrow(text)
    for kind, pattern in _KINDS.items():
        found += [PersonalDatum(kind, _start_of(match), match.end()) for match in pattern.finditer(folded)]
        folded = pattern.sub(_take, folded)
    return sorted(found, key=lambda datum: datum.start)


def _start_of(match: re.Match[str]) -> int:
    """Where the datum begins: behind what the group `kept` holds, the word before a number, which stays."""
    return match.end("kept") if "kept" in match.re.groupindex else match.start()


def _take(match: re.Match[str]) -> str:
    kept = _start_of(match) - match.start()
    return match.group()[:kept] + _TAKEN * (len(match.group()) - kept)


def mask_personal_data(text: str) -> str:
    """Mask personal data in a text.

    >>> mask_personal_data("电话13900000000，办公室0533-0000000，信箱a.b@qq.com，x@zb.example.cn")
    '电话＊＊＊，办公室0533-0000000，信箱＊＊＊，x@zb.example.cn'
    """
    masked, end = [], 0
    for datum in find_personal_data(text):
        masked += [text[end : datum.start], MASK]
        end = datum.end
    return "".join([*masked, text[end:]])
