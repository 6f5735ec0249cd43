"""What is said of a text with damaged bytes: how many places were lost, and on which lines."""

from __future__ import annotations

from transforms.doubts import Doubt
from transforms.language import Pair, listed
from transforms.text.resync import LOST, count_lost_places

# Of the damaged lines that a doubt names; a person looks at the first ones.
_MOST_LINES_TOLD = 10


def tell_damage(text: str, what: Pair) -> Doubt:
    """The doubt about a text that holds U+FFFD; `what` says what happened, as the beginning of a sentence."""
    places = count_lost_places(text)
    lines = [number for number, line in enumerate(text.split("\n"), start=1) if LOST in line]
    counted = Pair("{count}处", "{count} places" if places > 1 else "{count} place", count=places)
    message = Pair(
        "{what}，共{counted}（{lines}），原有的文字已经丢失。",
        "{what} in {counted} ({lines}); what stood there is lost.",
        what=what,
        counted=counted,
        lines=tell_lines(lines),
    )
    return Doubt("encoding_damage", "warning", message, "report.encoding", "0", str(places))


def tell_lines(numbers: list[int]) -> Pair:
    """Lines by their numbers; of many the first ones, and how many more there are."""
    told, left = listed(numbers[:_MOST_LINES_TOLD]), len(numbers) - _MOST_LINES_TOLD
    if left > 0:
        return Pair("第{told}行等，另有{left}行", "lines {told} and {left} more", told=told, left=left)
    return Pair("第{told}行", "lines {told}" if len(numbers) > 1 else "line {told}", told=told)
