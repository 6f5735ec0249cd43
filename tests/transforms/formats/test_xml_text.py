"""XML that other programs wrote."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from transforms.formats.xml_text import parse_xml

EVIDENCE = (
    Pattern(
        "transforms.formats.xml_text._DECLARATION",
        takes=("<?xml version='1.0' encoding='gbk'?>", '\n<?xml version="1.0"?>'),
        leaves=("<?php ?>", "<xml>", "<pages>"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_declared_encoding_says_nothing_of_a_text() -> None:
    root = parse_xml("<?xml version='1.0' encoding='gbk'?><a>年报</a>")
    assert root is not None
    assert (root.tag, root.text) == ("a", "年报")


@pytest.mark.parametrize("text", ["", '<!DOCTYPE a [<!ENTITY b "1">]><a>&b;</a>'])
def test_what_is_no_xml_or_declares_entities_has_no_root(text: str) -> None:
    assert parse_xml(text) is None


def test_xml_that_is_cut_off_or_holds_half_a_character_is_read_as_far_as_it_goes() -> None:
    for text in ("<a><b>1</b><b>2", "<a><b>1</b>\ud800</a>"):
        root = parse_xml(text)
        assert root is not None
        assert [one.text for one in root.iter("b")][:1] == ["1"]
