"""The rows of an additional gazetteer, each with its line of the file; what is wrong with one is said with the line."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from transforms.language import Pair, quoted, quoted_names
from transforms.schemas import ListedTownship

COLUMNS = tuple(ListedTownship.column_names())
# How many digits a code has, and what makes a text a formula to a spreadsheet, which saved one where a name should be.
_DIGITS = {"township_code": 12, "county_code": 6, "prefecture_code": 6, "province_code": 6}
_FORMULA_SIGNS = ("=", "+", "-", "@", "'")
# Control and formatting characters, halves of characters, ends of lines and paragraphs. Names do have characters of
# private use: rare ones that Unicode lacked when a list was typed (桴\ue000镇 in the national list).
_NO_CHARACTERS = ("Cc", "Cf", "Cs", "Zl", "Zp")


class GazetteerError(ValueError):
    """A gazetteer file that cannot be trusted; the message says where and why."""


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of a gazetteer, by column, with the line of the file on which it begins, from 1."""

    line: int
    values: Mapping[str, str]


def at_line(line: int, problem: Pair) -> GazetteerError:
    """The error of a line."""
    return GazetteerError(Pair("第{line}行：{problem}", "line {line}: {problem}", line=line, problem=problem))


def read_rows(text: str) -> Iterator[ListedRow]:
    """The rows of a file, without empty lines and without spaces around values.

    Raises `GazetteerError` for other columns, broken quotes, rows of other lengths, codes and names that are none.
    """
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True)
    start = 1
    try:
        _check_header(next(reader, []))
        start = reader.line_num + 1
        for cells in reader:
            if cells:
                yield ListedRow(start, _row_of(start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        raise at_line(
            start, Pair("引号或逗号有误（{why}）", "the quotes or commas are broken ({why})", why=error)
        ) from None


def _check_header(header: Sequence[str]) -> None:
    if tuple(header) == COLUMNS:
        return
    raise GazetteerError(
        Pair(
            "区划名录首行须为 {columns} 各列；此文件为 {header}",
            "a gazetteer needs the columns {columns}; this one has {header}",
            columns=", ".join(COLUMNS),
            header=quoted_names(header) or "—",
        )
    )


def _row_of(line: int, cells: Sequence[str]) -> Mapping[str, str]:
    if len(cells) != len(COLUMNS):
        raise at_line(
            line,
            Pair(
                "有{count}格，首行有{expected}格",
                "{count} cells, where the first line has {expected}",
                count=len(cells),
                expected=len(COLUMNS),
            ),
        )
    row = {name: value.strip() for name, value in zip(COLUMNS, cells, strict=True)}
    for name, value in row.items():
        if name in _DIGITS:
            _check_code(line, name, value)
        else:
            _check_name(line, name, value)
    return row


def _check_code(line: int, column: str, code: str) -> None:
    if not (code.isascii() and code.isdigit() and len(code) == _DIGITS[column]):
        raise at_line(
            line,
            Pair(
                "{column} 须为{digits}位数字，不能是“{given}”",
                "the {column} must have {digits} digits, which “{given}” has not",
                column=column,
                digits=_DIGITS[column],
                given=quoted(code),
            ),
        )


def _check_name(line: int, column: str, name: str) -> None:
    is_text = name and not any(unicodedata.category(character) in _NO_CHARACTERS for character in name)
    if not is_text or name.startswith(_FORMULA_SIGNS):
        raise at_line(
            line,
            Pair(
                "{column} 不能是“{given}”：空文本、控制字符和公式都不是名称",
                "the {column} cannot be “{given}”: no name is empty, has control characters or is a formula",
                column=column,
                given=quoted(name),
            ),
        )
