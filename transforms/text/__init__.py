"""Bytes of text to sound text: encodings, garble, escapes, script, and the numbers written in it."""

from transforms.text.characters import (
    BASIC_HAN,
    BLANK_PLACE,
    DIGIT_SPACE,
    HAN,
    NONZERO_NUMERALS,
    NUMERALS,
    NUMERALS_BELOW_MYRIAD,
    ONE_TO_NINE,
    ONE_TO_TEN,
    char_changer,
    display_width,
    is_han,
    spaces_letters,
)
from transforms.text.damage import tell_damage
from transforms.text.decoding import GBK_FILLER, Decoded, decode
from transforms.text.inert import without_commands
from transforms.text.mojibake import repair_mojibake
from transforms.text.numbers import (
    COUNT_UNITS,
    MONEY,
    MONEY_UNITS,
    Number,
    find_money_unit,
    fold_number,
    is_chinese_numeral,
    is_value_text,
    money_factor,
    parse_number,
)
from transforms.text.numerals import parse_chinese_numeral
from transforms.text.privacy import PersonalDatum, find_personal_data, mask_personal_data
from transforms.text.recognised import (
    MOST_RECOGNISED,
    RECOGNISED,
    recognised_mark,
    recognised_numbers,
    without_recognised,
)
from transforms.text.resync import LOST
from transforms.text.script import convert, repair_script, simplify, taiwan_variants
from transforms.text.unicode_forms import fold_forms, without_invisible
from transforms.text.unread import (
    ANNOTATION,
    FORM_FIELD,
    FORMULA,
    GENERATED,
    IMAGE,
    LIST_NUMBER,
    OBJECT,
    join_marks,
    without_marks,
)

__all__ = [
    "ANNOTATION",
    "BASIC_HAN",
    "BLANK_PLACE",
    "COUNT_UNITS",
    "DIGIT_SPACE",
    "FORMULA",
    "FORM_FIELD",
    "GBK_FILLER",
    "GENERATED",
    "HAN",
    "IMAGE",
    "LIST_NUMBER",
    "LOST",
    "MONEY",
    "MONEY_UNITS",
    "MOST_RECOGNISED",
    "NONZERO_NUMERALS",
    "NUMERALS",
    "NUMERALS_BELOW_MYRIAD",
    "OBJECT",
    "ONE_TO_NINE",
    "ONE_TO_TEN",
    "RECOGNISED",
    "Decoded",
    "Number",
    "PersonalDatum",
    "char_changer",
    "convert",
    "decode",
    "display_width",
    "find_money_unit",
    "find_personal_data",
    "fold_forms",
    "fold_number",
    "is_chinese_numeral",
    "is_han",
    "is_value_text",
    "join_marks",
    "mask_personal_data",
    "money_factor",
    "parse_chinese_numeral",
    "parse_number",
    "recognised_mark",
    "recognised_numbers",
    "repair_mojibake",
    "repair_script",
    "simplify",
    "spaces_letters",
    "taiwan_variants",
    "tell_damage",
    "without_commands",
    "without_invisible",
    "without_marks",
    "without_recognised",
]
