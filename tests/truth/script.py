"""Traditional script, Taiwan vocabulary and pinyin annotations, as gateways and converters leave them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import opencc

CONVERSIONS = ("s2t", "s2tw", "s2hk")
TAIWAN_TERMS = {
    "文件": "檔案",
    "程序": "程式",
    "群众": "民眾",
    "群眾": "民眾",
    "复议": "複議",
    "優化": "最佳化",
    "信息": "資訊",
}
"""What a conversion into Taiwan's vocabulary writes for words of the mainland, some of them wrongly."""


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def to_traditional(text: str, conversion: str = "s2t") -> str:
    return str(_converter(conversion).convert(text))


def to_taiwan_terms(text: str) -> str:
    """Traditional script with the vocabulary that converters take for Taiwan's.

    >>> to_taiwan_terms("行政规范性文件")
    '行政規範性檔案'
    """
    for word, term in TAIWAN_TERMS.items():
        text = text.replace(word, term)
    return to_traditional(text, "s2t")


@cache
def pinyin_table() -> dict[str, str]:
    """Pinyin of the traditional characters of the forms and of the invented prose."""
    lines = Path(__file__).with_name("pinyin.txt").read_text("utf-8").splitlines()
    return {line[0]: line[2:] for line in lines}


def annotate_pinyin(text: str, rng: Random, share: float) -> str:
    """Write the pinyin in parentheses behind traditional characters, behind each kind of character or behind none.

    >>> annotate_pinyin("公開", Random(0), 1.0)
    '公開(kāi)'
    """
    table = {char: sound for char, sound in sorted(pinyin_table().items()) if rng.random() < share}
    return "".join(f"{char}({table[char]})" if char in table else char for char in text)
