"""Labels with a slip: which label of the forms a damaged text is, and what makes another label of it.

A wrong, missing or superfluous character is a slip; a character that changes the meaning (last year's, not, newly) is
none, however near the text stays to the label.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Editop, Levenshtein

from transforms.form import vocabulary

# Characters that make another label of one: put in or replaced, put in, taken out. Then pairs that only look alike.
_MEANINGFUL = frozenset("上本下去前今不未无非新旧增减收总累三四一二禁止")
_NEGATING = frozenset("不未无非禁止三四")
_CONFUSED = frozenset(
    {("未", "末"), ("不", "下"), ("减", "咸"), ("收", "受"), ("总", "息"), ("增", "曾"), ("累", "类")}
)
_FOREIGN = frozenset("大点企内外月受拟历每拒允已有否仍可工农教分编体控强财")
# A label of three characters (自然人) with one wrong is any word.
SHORTEST_LABEL = 4
# What is left of a cut label tells which one it was from so many characters on: 本年新收政 is one, 本年新 may be three.
_SHORTEST_BEGINNING = 6
# Labels up to so long have one slip, or two; longer ones three. Two in 行政处罚 would make it 行政许可.
_LONGEST_WITH_ONE_SLIP, _LONGEST_WITH_TWO_SLIPS = 8, 20

# A label that lost a quarter of its characters, and got no other, is still told by its two neighbours:
# 其他法律行政止公开 between 属于国家秘密 and 危及三安全一稳定.
_LOSABLE_PART = 4


def may_change_meaning(char: str) -> bool:
    """Whether a character in a label's place may make another label of it: last year's, not, newly …"""
    return char in _MEANINGFUL or char in _FOREIGN


def _changes_meaning(text: str, core: str) -> bool:
    """Whether a text has a character of its own that makes another label of it: last year's, not, newly …"""
    for edit in Levenshtein.editops(core, text):
        if edit.tag == "replace" and _is_confused(core, text, edit):
            continue
        put_in = text[edit.dest_pos] if edit.tag != "delete" and not _is_doubled(text, edit.dest_pos) else ""
        taken_out = core[edit.src_pos] if edit.tag != "insert" else ""
        kept = _NEGATING if edit.tag == "delete" else _MEANINGFUL
        if may_change_meaning(put_in) or taken_out in kept:
            return True
    return False


def is_stutter(text: str, core: str) -> bool:
    """Whether a text is a label with characters printed twice.

    >>> is_stutter("属属于三类内部事务信息", "属于三类内部事务信息"), is_stutter("不属于国家秘密", "属于国家秘密")
    (True, False)
    """
    edits = Levenshtein.editops(core, text)
    return all(edit.tag == "insert" and _is_doubled(text, edit.dest_pos) for edit in edits)


def find_slip_among(text: str, cores: Iterable[str]) -> str | None:
    """The one of the labels of which one is expected that `text` is but for a slip; None if it is near to none or two.

    What the slip took away may have carried the meaning, as the place gives it back; what it put in may not. A text
    may also be the beginning of a label, with a slip.

    >>> find_slip_among("危及安全一稳定", ["危及三安全一稳定", "保护第三方合法权益"])
    '危及三安全一稳定'
    >>> find_slip_among("下年结转政府信息公开申请数量", ["上年结转政府信息公开申请数量"]) is None
    True
    """
    ranked = sorted((distance, core) for core in cores if (distance := _expected_distance(text, core)) is not None)
    nearest = [core for distance, core in ranked if distance == ranked[0][0]]
    return nearest[0] if nearest and all(have_same_meaning(nearest[0], core) for core in nearest) else None


def _expected_distance(text: str, core: str) -> int | None:
    """Slips between a text and a label or the label's beginning; None if they are too many or change the meaning."""
    if len(core) < SHORTEST_LABEL:
        return None
    if _is_left_of(text, core):
        return lost if (lost := len(core) - len(text)) <= _allowed_losses(core) else None
    allowed = _allowed_slips(core)
    is_long = _SHORTEST_BEGINNING <= len(text) < len(core) <= 2 * len(text)
    wholes = (core, core[: len(text)]) if is_long else (core,)
    distance, whole = min((Levenshtein.distance(text, whole, score_cutoff=allowed), whole) for whole in wholes)
    return distance if distance <= allowed and not _puts_meaning_in(text, whole) else None


def _puts_meaning_in(text: str, core: str) -> bool:
    """Whether a character that was put in may make another label of it; to a whole label any may but a stutter."""
    edits = [edit for edit in Levenshtein.editops(core, text) if edit.tag != "delete"]
    is_whole = core in text
    return any(
        is_whole or may_change_meaning(text[edit.dest_pos])
        for edit in edits
        if not _is_doubled(text, edit.dest_pos) and not (edit.tag == "replace" and _is_confused(core, text, edit))
    )


def _is_confused(core: str, text: str, edit: Editop) -> bool:
    return (core[edit.src_pos], text[edit.dest_pos]) in _CONFUSED


def _allowed_slips(text: str) -> int:
    return 1 if len(text) <= _LONGEST_WITH_ONE_SLIP else 2 if len(text) <= _LONGEST_WITH_TWO_SLIPS else 3


def _allowed_losses(core: str) -> int:
    """Characters that a label may lose where nothing took their place: a quarter of it, if that is more than slips."""
    return max(_allowed_slips(core), len(core) // _LOSABLE_PART)


def _is_left_of(text: str, core: str) -> bool:
    """Whether a text is a label of which characters were lost, its first and its last not among them."""
    chars = iter(core)
    return text[:1] == core[:1] and text[-1:] == core[-1:] and all(char in chars for char in text)


def _is_doubled(text: str, place: int) -> bool:
    return text[place] in text[max(0, place - 1) : place] + text[place + 1 : place + 2]


@lru_cache(maxsize=16_384)
def find_damaged_label(text: str) -> tuple[float, str] | None:
    """The label that `text` is but for a slip or a cut end: (distance, folded label); None if there is no single one.

    A slip is one wrong, missing or superfluous character in a label of up to eight, two in up to twenty, three in
    longer ones. A cut label is a beginning of at least six characters and half the label. Two labels at the same
    distance: none.

    >>> find_damaged_label("尚末审结")
    (1.0, '尚未审结')
    >>> find_damaged_label("没有现成信息需要另行")
    (0.5, '没有现成信息需要另行制作')
    >>> find_damaged_label("行政检查") is None
    True
    """
    ranked: list[tuple[float, str]] = []
    allowed = _allowed_slips(text)
    cut = _cores_by_beginning().get(text, ())
    ranked.extend((0.5, core) for core in cut)
    for core, distance, _ in process.extract(
        text, _fuzzy_cores(), scorer=Levenshtein.distance, score_cutoff=allowed, limit=None
    ):
        if core not in cut and not _changes_meaning(text, core):
            ranked.append((float(distance), core))
    if not ranked:
        return None
    ranked.sort()
    if len(ranked) > 1 and ranked[1][0] <= ranked[0][0] and not have_same_meaning(ranked[0][1], ranked[1][1]):
        return None
    return ranked[0]


@cache
def _fuzzy_cores() -> tuple[str, ...]:
    return tuple(core for core in vocabulary().meanings if len(core) >= SHORTEST_LABEL)


@cache
def _cores_by_beginning() -> Mapping[str, Sequence[str]]:
    """The labels of each beginning that a cut label can have."""
    beginnings: dict[str, list[str]] = defaultdict(list)
    for core in vocabulary().meanings:
        for length in range(max(_SHORTEST_BEGINNING, (len(core) + 1) // 2), len(core)):
            beginnings[core[:length]].append(core)
    return beginnings


def have_same_meaning(text: str, core: str) -> bool:
    """Whether a text is a label of the forms with the meanings of another one, as its variants have."""
    meanings = vocabulary().meanings
    return meanings.get(text) == meanings[core]
