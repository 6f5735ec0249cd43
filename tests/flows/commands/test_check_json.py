"""Programs read findings as one JSON object, or as SARIF 2.1.0."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from flows.commands.check_json import to_json, to_sarif
from flows.proofreading import SEVERITIES, Checked
from tests.flows.commands.made_checks import checked_files, is_harmless
from transforms.language import Language

LEVELS = {"none", "note", "warning", "error"}


def test_the_object_has_every_finding_in_both_languages() -> None:
    told = json.loads(to_json(checked_files()))
    assert told["counts"] == {"error": 2, "warning": 4, "note": 0}
    harmful, clean, notice = told["files"]
    assert (clean["findings"], clean["report"]["agency"], clean["report"]["year"]) == ([], "示例县示范镇", 2022)
    assert notice["report"] is None
    assert [finding["cause"] for finding in notice["findings"]] == ["not_a_report"]
    unreadable = next(finding for finding in harmful["findings"] if finding["rule"] == "cell_unreadable")
    assert unreadable["cells"] == ["fact_request.partial.business"]
    assert unreadable["column"] == {"zh": "商业企业", "en": "Businesses"}
    assert (unreadable["section"], unreadable["table"], unreadable["severity"]) == (3, "fact_request", "warning")
    assert unreadable["message"]["zh"] != unreadable["message"]["en"]


def sarif(language: Language = Language.ZH) -> dict[str, Any]:
    log = json.loads(to_sarif(checked_files(), language))
    assert isinstance(log, dict)
    return log


def test_a_sarif_log_has_what_the_schema_requires() -> None:
    log = sarif()
    assert (log["version"], log["$schema"].endswith("/sarif-2.1.0.json")) == ("2.1.0", True)
    [run] = log["runs"]
    driver = run["tool"]["driver"]
    ids = [rule["id"] for rule in driver["rules"]]
    assert driver["name"] == "nianbao"
    assert len(ids) == len(set(ids))
    assert {rule["defaultConfiguration"]["level"] for rule in driver["rules"]} <= LEVELS
    assert all(rule["shortDescription"]["text"] for rule in driver["rules"])
    assert len(run["results"]) == 6
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in SEVERITIES
        assert result["message"]["text"]
        [location] = result["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"].isascii()
        assert location["physicalLocation"].get("region", {"startLine": 1})["startLine"] >= 1


def fingerprints(*files: Checked) -> list[str]:
    [run] = json.loads(to_sarif(files, Language.ZH))["runs"]
    return [result["partialFingerprints"]["nianbao/v1"] for result in run["results"]]


def test_a_finding_is_known_again_whatever_its_line_and_its_numbers() -> None:
    harmful = checked_files()[0]
    moved = replace(
        harmful,
        findings=tuple(
            replace(finding, expected="7", place=replace(finding.place, line=99)) for finding in harmful.findings
        ),
    )
    assert fingerprints(moved) == fingerprints(harmful)


def test_each_finding_has_a_fingerprint_of_its_own() -> None:
    harmful = checked_files()[0]
    twice = replace(harmful, findings=harmful.findings * 2)
    assert len(set(fingerprints(twice))) == 2 * len(harmful.findings)


def test_the_address_of_a_file_is_one() -> None:
    [run] = sarif()["runs"]
    addresses = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]}
    assert any(unquote(address).endswith("/harmful <b>&.txt") for address in addresses)
    assert not any(character in address for address in addresses for character in "<>\x1b \u202e")


@pytest.mark.parametrize("language", Language)
def test_messages_are_in_the_language_that_is_wanted(language: Language) -> None:
    [run] = sarif(language)["runs"]
    texts = {result["ruleId"]: result["message"]["text"] for result in run["results"]}
    assert texts["mobile_number"].startswith("这里有" if language == Language.ZH else "A mobile number")


def test_the_text_of_a_file_makes_no_link() -> None:
    [run] = sarif(Language.ZH)["runs"]
    texts = [result["message"]["text"] for result in run["results"]]
    assert any("[b] (c:d)" in text for text in texts)
    assert not any("b](" in text for text in texts)


def test_the_text_of_a_file_does_no_harm() -> None:
    assert is_harmless(to_json(checked_files()))
    assert is_harmless(to_sarif(checked_files(), Language.EN))
