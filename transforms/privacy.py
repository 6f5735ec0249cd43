"""Personal data out of running text: mobile numbers, identity-card numbers, personal mailboxes.

Office telephones and mailboxes of an office's own domain stay: they are the disclosing body's public contact.
"""

from __future__ import annotations

import re

MASK = "＊＊＊"
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)")
_MAILBOX = re.compile(
    r"[A-Za-z0-9._%+-]+@(?:qq|163|126|sina|sohu|139|189|yeah|foxmail|gmail|hotmail|outlook|aliyun)\.(?:vip\.)?(?:com|net|cn)"
    r"(?:\.cn)?",
    re.IGNORECASE,
)


def mask_personal_data(text: str) -> str:
    """Mask personal data in a text.

    >>> mask_personal_data("电话13900000000，办公室0533-0000000，信箱a.b@qq.com，x@zb.example.cn")
    '电话＊＊＊，办公室0533-0000000，信箱＊＊＊，x@zb.example.cn'
    """
    for pattern in (_IDENTITY, _MOBILE, _MAILBOX):
        text = pattern.sub(MASK, text)
    return text
