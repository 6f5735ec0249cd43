"""Names that a conversion to simplified script would change are declared as they are."""

from __future__ import annotations

import pytest

from flows.maintenance.protected_names import list_names, main, protect_names
from transforms.identity import national_gazetteer


def test_every_division_is_listed_once_with_its_former_names() -> None:
    gazetteer = national_gazetteer()
    names = list_names(gazetteer)
    assert len(names) == len(set(names))
    assert set(names) >= {gazetteer.frame["province"][0], gazetteer.frame["township"][0], gazetteer.county_names[0][0]}


def test_a_name_that_comes_out_as_it_is_needs_no_protection() -> None:
    assert list(protect_names(["示范镇", "长沙县"])) == []


def test_what_is_declared_is_a_table_of_two_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.maintenance.protected_names.list_names", lambda _: ["乾务镇"])
    main()
    assert capsys.readouterr().out == "written_zh,name_zh\n乾务镇,乾务镇\n乾務鎮,乾务镇\n"
