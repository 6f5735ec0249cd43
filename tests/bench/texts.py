"""Texts of any size that try the reader's patience: a long honest report, and what no office ever published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice

from tests.bench.reports import draw_texts
from tests.truth.form import form_lines

_TITLE = "示例县样例乡2021年政府信息公开工作年度报告\n一、总体情况\n"
_PROSE = (
    "我乡认真贯彻落实《中华人民共和国政府信息公开条例》，全年主动公开政府信息12件，收到申请3件，办结3件。\n"
    "下一步，将继续加强队伍建设，完善公开制度，提升服务水平，办公室电话0533-0000000。\n"
)
_HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    "五、政府信息公开工作存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


def repeat_to(size: int, unit: str, *, before: str = "") -> str:
    """As many repetitions of `unit` behind `before` as come to about `size` bytes of UTF-8."""
    return before + unit * max(1, (size - len(before.encode())) // len(unit.encode()))


def _honest(size: int) -> str:
    reports = list(islice(draw_texts(), 4))
    prose = repeat_to(max(1, size - sum(len(text.encode()) for text in reports)) // 2, _PROSE)
    return "\n".join((reports[0], prose, reports[1], prose, *reports[2:]))[:size]


def _label_lines(size: int) -> str:
    lines = [f"（{number}）予以公开第{number}项 {number}\n" for number in range(size // 35)]
    return _TITLE + "".join(lines)


def _unknown_words(size: int) -> str:
    return _TITLE + "".join(f"甲{number} 乙{number} 丙{number}\n" for number in range(size // 25))


def _glued_labels(size: int) -> str:
    return repeat_to(size, "".join(line.label for line in form_lines("2021")), before=_TITLE)


TEXTS: Mapping[str, Callable[[int], str]] = {
    "long honest report": _honest,
    "pipes": lambda size: repeat_to(size, "|"),
    "lines of pipes": lambda size: repeat_to(size, "||\n"),
    "label-like lines": _label_lines,
    "rows of a label": lambda size: repeat_to(size, "规章\t0\t1\t2\n", before=_TITLE),
    "label words glued": _glued_labels,
    "unknown words": _unknown_words,
    "nested brackets": lambda size: repeat_to(size, "（" * 50 + "(" * 50 + ")" * 50 + "）" * 50),
    "brackets before digits": lambda size: repeat_to(size, "(1", before=_TITLE),
    "digits": lambda size: repeat_to(size, "1234567890", before=_TITLE),
    "digit groups": lambda size: repeat_to(size, "12 ", before=f"{_TITLE}予以公开 "),
    "years": lambda size: repeat_to(size, "2021", before=_TITLE),
    "Han characters": lambda size: repeat_to(size, "镇政府信息公开工作", before=_TITLE),
    "Latin letters": lambda size: repeat_to(size, "a", before=_TITLE),
    "spaces": lambda size: repeat_to(size, " ", before=f"{_TITLE}2021年") + "。",
    "tabs": lambda size: repeat_to(size, "\t", before=f"{_TITLE}2021年") + "。",
    "dashes": lambda size: repeat_to(size, "—", before=f"{_TITLE}2021年") + "。",
    "headings": lambda size: repeat_to(size, "\n无。\n".join((*_HEADINGS, "")), before=_TITLE),
}
