"""Which of several numbers is the total."""

from __future__ import annotations

from decimal import Decimal

from transforms.narrative.statements import NarrativeFact, Stated
from transforms.narrative.totals import drop_repeats, settle_channels


def fact(value: int, channel: str = "all", sentence: str = "") -> NarrativeFact:
    return NarrativeFact("requests_received", channel, Decimal(value), "件", False, "year", sentence, 1)


def channels(*stated: Stated) -> list[tuple[int, str]]:
    return [(int(one.value), one.channel) for one in settle_channels(stated)]


def test_a_lone_number_is_the_total() -> None:
    assert channels(Stated(fact(3), 0)) == [(3, "all")]


def test_of_two_numbers_the_one_in_words_of_a_total_is_it() -> None:
    assert channels(Stated(fact(3), 0), Stated(fact(8), 9, is_total=True)) == [(3, "unspecified"), (8, "all")]


def test_two_totals_are_neither() -> None:
    """Either would be loaded as the year's number, and one of them is wrong."""
    stated = (Stated(fact(3), 0, is_total=True), Stated(fact(8), 9, is_total=True))
    assert channels(*stated) == [(3, "unspecified"), (8, "unspecified")]


def test_an_event_of_one_day_is_no_total() -> None:
    assert channels(Stated(fact(1), 0, is_single=True)) == [(1, "unspecified")]


def test_a_number_of_one_place_stays_there() -> None:
    assert channels(Stated(fact(3, "website"), 0), Stated(fact(8), 9)) == [(3, "website"), (8, "all")]


def test_a_number_told_twice_is_kept_with_its_first_sentence() -> None:
    assert [one.sentence for one in drop_repeats([fact(3, sentence="甲"), fact(3, sentence="乙"), fact(4)])] == [
        "甲",
        "",
    ]


def disclosed(value: int, channel: str = "all") -> NarrativeFact:
    return NarrativeFact("proactive_disclosures", channel, Decimal(value), "条", False, "year", "", 1)


def test_what_is_smaller_than_a_part_is_no_total() -> None:
    """One subject's number in words of a total would be loaded as the year's."""
    stated = (Stated(disclosed(900), 0), Stated(disclosed(77), 9, is_total=True))
    assert channels(*stated) == [(900, "unspecified"), (77, "unspecified")]
    assert channels(Stated(disclosed(77), 0), Stated(disclosed(900, "website"), 9)) == [
        (77, "unspecified"),
        (900, "website"),
    ]


def test_of_two_totals_the_one_that_was_added_up_is_it() -> None:
    stated = (Stated(disclosed(77), 0, is_total=True), Stated(disclosed(900), 9, is_total=True, is_sum=True))
    assert channels(*stated) == [(77, "unspecified"), (900, "all")]


def test_of_two_places_neither_is_the_total() -> None:
    stated = (Stated(fact(3), 0, is_total=True, place="wechat"), Stated(fact(8), 9, place="weibo"))
    assert channels(*stated) == [(3, "wechat"), (8, "weibo")]
