"""Headers that a text gives in slices: their words, line by line, and what they are made of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from transforms.form import Slice, fold_label
from transforms.knowledge import read_rows
from transforms.stream.cells import CELL_MARK, is_page_number
from transforms.stream.rows_below import LITIGATION
from transforms.text import DIGIT_SPACE, display_width

ALL_APPLICANTS, ORGANISATIONS = "申请人情况", "法人或其他组织"
# Words of a line, with where they begin and end. A tab or pipe delimits cells, and such lines are left alone.
_WORD = re.compile(r"\S+")
# Spaces that only a text that keeps places has between words or before the first. Two are usual between columns.
_PLACING_SPACES = re.compile(rf"[ \u3000{DIGIT_SPACE}]{{3}}")
# The tallest header has labels a character a line, with notes 41, beside the lines of the label above the row labels.
MOST_LINES = 44
# A header on fewer lines has its labels whole, or says nothing.
_FEWEST_LINES = 3
# What heads a column behind the form's that holds no figures of requests.
NOTES = ("备注", "说明")


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """The lines of a header from `start` to before `end`, and its words. `elsewhere` are those that stand on another
    page than the most; `is_mended` says that some had a wrong character."""

    start: int
    end: int
    slices: tuple[Slice, ...]
    elsewhere: tuple[str, ...] = ()
    is_mended: bool = False


def read_block(
    lines: Sequence[str],
    start: int,
    is_of_header: Callable[[str], bool],
    corner: str,
    page_starts: Collection[int] = (),
) -> HeaderBlock | None:
    """The lines of a header from one on: those of its words alone; None where they are fewer than three.

    A page may end in the midst of them, as its number or the first line of the next one tells. Each page has places of
    its own: those with the most words keep theirs.
    """
    if not _may_begin(lines[start : start + _FEWEST_LINES], is_of_header, corner):
        return None
    slices: list[Slice] = []
    placed: set[int] = set()
    page, pages = 0, list[int]()  # the page of each line that has words
    texts: list[tuple[int, str]] = []
    end, line = start, 0
    # Where some lines count their places in digits, one that does not stands anywhere.
    is_in_digits = any(DIGIT_SPACE in text for text in lines[start : start + MOST_LINES])
    for number in range(start, min(start + MOST_LINES, len(lines))):
        page += number in page_starts
        if slices and is_page_number(lines[number]):
            page += 1
            continue
        words = None if CELL_MARK.search(lines[number]) else list(_words_of(lines[number], line, corner))
        if words is None or not all(is_of_header(word.text) for word in words):
            break
        slices.extend(words)
        texts.append((page, lines[number]))
        end = number + 1 if words or lines[number].strip() else end
        pages.extend([page] * (words[-1].line + 1 - line if words else 0))
        line = words[-1].line + 1 if words else line
        if DIGIT_SPACE in lines[number] or not (is_in_digits or _has_corner(lines[number], corner)):
            placed.update(word.line for word in words)
    if not slices or sum(bool(text.strip()) for _, text in texts) < _FEWEST_LINES:
        return None
    fullest = Counter(pages[word.line] for word in slices).most_common(1)[0][0]
    if _keep_places([text for page, text in texts if page == fullest]):
        placed = {line for line in placed if pages[line] == fullest}
    else:
        placed = set()
    placed_words = (word._replace(is_placed=word.line in placed) for word in slices)
    elsewhere = tuple(word.text for word in slices if pages[word.line] != fullest)
    return HeaderBlock(start, end, tuple(placed_words), elsewhere)


def _may_begin(lines: Sequence[str], is_of_header: Callable[[str], bool], corner: str) -> bool:
    """Whether lines have no words but those of a header, and of the label above the row labels."""
    words = (fold_label(word) for line in lines if not is_page_number(line) for word in line.split())
    own = (_without_corner(word, corner) for word in words)
    return len(lines) == _FEWEST_LINES and all(is_of_header(word) for word in own)


def part_joined(slices: Sequence[Slice]) -> Iterator[Slice]:
    """The words of a header, each on a line of its own where several lines were joined to one (总计 商业 企业).

    A label that is wrapped in its cell stands on several lines. One that is whole on a line, in pieces of which one is
    longer than a character, says that its lines were joined, as tools do that write the paragraphs of a page: then the
    line has no order of columns. Letters set apart (总 计) say nothing, nor does a line that has all columns.
    """
    added = 0
    for _, group in groupby(slices, lambda word: word.line):
        words = list(group)
        texts = [word.text for word in words]
        has_all = all(label in "".join(texts) for label in request_labels().values())
        parts_lines = not has_all and _has_wrapped_label(texts)
        for place, word in enumerate(words):
            yield word._replace(line=word.line + added + place * parts_lines)
        added += (len(words) - 1) * parts_lines


def part_lines(block: HeaderBlock) -> HeaderBlock:
    """A header whose joined lines are parted."""
    return replace(block, slices=tuple(part_joined(block.slices)))


def _has_wrapped_label(texts: Sequence[str]) -> bool:
    """Whether some neighbours make a label together, of which one is longer than a character."""
    for start in range(len(texts)):
        for end in range(start + 2, len(texts) + 1):
            text = "".join(texts[start:end])
            if text in _labels() and len(text) > end - start:
                return True
            if not any(label.startswith(text) for label in _labels()):
                break
    return False


def _keep_places(lines: Sequence[str]) -> bool:
    """Whether the words of a header stand in their places: a text that centres a word on each line has them at any.
    The pieces of one label (总 计, 结果 纠正) are one word, and what all lines are indented by is the text's margin."""
    words = (list(map(fold_label, line.split())) for line in lines)
    shares_lines = any(len(line) > 1 and not any("".join(line) in label for label in _labels()) for line in words)
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return shares_lines and any(_PLACING_SPACES.search(line[margin:]) for line in lines)


def _has_corner(line: str, corner: str) -> bool:
    """Whether words of the label above the row labels stand on a line: all behind them stand too far left, as a text
    of narrow spaces counts a Chinese character as one place."""
    return any((text := fold_label(word)) and _without_corner(text, corner) != text for word in line.split())


def _without_corner(word: str, corner: str) -> str:
    """A word without the piece of the label above the row labels that it is or, run together with a label, begins with.

    >>> _without_corner("等于第三法人或其他组织", corner_words())
    '法人或其他组织'
    """
    if word in corner:
        return ""
    longest = min(len(word) - 1, len(corner))  # a word of any length may stand there
    ends = (at for at in range(longest, 0, -1) if word[:at] in corner)
    return next((word[at:] for at in ends if any(label.startswith(word[at:]) for label in _labels())), word)


def _words_of(text: str, line: int, corner: str) -> Iterator[Slice]:
    """The words of a line without those of the label above the row labels; labels run together are parted.

    Where the last words of a cell and the first of another one run together, the words behind them stand on a line of
    their own, as far as anybody knows.
    """
    for match in _WORD.finditer(text):
        folded = fold_label(match[0])
        word = _without_corner(folded, corner)
        if not word:
            continue
        parts = label_pattern().findall(word)
        is_run = "".join(parts) == word
        first = match.start() if word == folded else match.end() - len(word)
        start = display_width(text[:first]) / 2 if DIGIT_SPACE in text else float(first)
        for place, part in enumerate(parts if is_run else _part_glued(word)):
            line += place > 0 and not is_run
            yield Slice(part, line, start, start + len(part), is_placed=False)
            start += len(part)


def _part_glued(word: str) -> tuple[str, ...]:
    """The end of a label and the beginning of another one that make a word which is in no label (总计商业, 明自然).

    Where there is more than one way to part it, it stays.
    """
    labels = (*_labels(), *NOTES)
    if any(word in label for label in labels):
        return (word,)
    ways = [
        (word[:at], word[at:])
        for at in range(1, len(word))
        if any(label.endswith(word[:at]) for label in labels) and any(label.startswith(word[at:]) for label in labels)
    ]
    return ways[0] if len(ways) == 1 else (word,)


@cache
def label_pattern() -> re.Pattern[str]:
    """Any label of a column of table three or four, the longest first."""
    labels = sorted({*request_labels().values(), *review_labels()}, key=len, reverse=True)
    return re.compile("|".join(labels))


@cache
def corner_words() -> str:
    """The label above the row labels of table three, folded."""
    return next(text for row in read_rows("notes") if "勾稽" in (text := fold_label(row["note_zh"])))


@cache
def request_labels() -> Mapping[str, str]:
    """The labels of the columns of table three by their codes."""
    return {row["applicant"]: row["label_zh"] for row in read_rows("applicants")}


@cache
def request_header() -> tuple[str, ...]:
    """All labels of the header of table three, each as often as it stands there."""
    return (*request_labels().values(), ALL_APPLICANTS, ORGANISATIONS)


@cache
def review_headers() -> tuple[tuple[str, ...], ...]:
    """All labels of the header of table four, each as often as it stands there, with 行政诉讼 above two and without."""
    procedures = tuple(row["label_zh"] for row in read_rows("review_procedures"))
    results = tuple(row["label_zh"] for row in read_rows("review_results")) * len(procedures)
    return ((*procedures, LITIGATION, *results), (*procedures, *results))


@cache
def review_labels() -> tuple[str, ...]:
    """The labels of the header of table four."""
    return tuple(dict.fromkeys(review_headers()[0]))


@cache
def _labels() -> frozenset[str]:
    """All labels of the headers of tables three and four."""
    return frozenset((*request_header(), *review_labels()))


@cache
def request_characters() -> frozenset[str]:
    """The characters of the header of table three."""
    return frozenset("".join(request_header()))


@cache
def review_characters() -> frozenset[str]:
    """The characters of the header of table four."""
    return frozenset("".join(review_labels()))
