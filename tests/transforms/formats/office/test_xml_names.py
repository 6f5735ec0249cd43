"""Names of XML elements and attributes."""

from __future__ import annotations

from lxml import etree

from transforms.formats.office.xml_names import find_attribute, local_name, split_name


def test_a_name_is_parted_from_its_namespace() -> None:
    assert split_name("{urn:a}table") == ("urn:a", "table")
    assert split_name("table") == ("", "table")
    assert local_name(etree.fromstring('<x:p xmlns:x="urn:a"/>')) == "p"


def test_an_attribute_is_found_in_any_namespace_and_not_without_one() -> None:
    element = etree.fromstring('<p xmlns:x="urn:a" val="9" x:val="3"/>')
    assert find_attribute(element, "val") == "3"
    assert find_attribute(etree.fromstring('<p val="9"/>'), "val") is None
