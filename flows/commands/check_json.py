"""What `nianbao check` found, for programs: one JSON object, or a log of SARIF 2.1.0."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from flows.commands.check_words import shown
from flows.proofreading import RULES, Checked, Finding, RuleText, count_severities, describe_place
from transforms.language import Language, Pair

FORMAT_VERSION = 1
"""Of the JSON object; a name in it that means something else gets another number."""
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# What a rule has where each of its findings is judged by itself.
_USUAL_LEVEL = "warning"


def _both(pair: Pair | None) -> dict[str, str] | None:
    return {language.value: shown(pair.said_in(language)) for language in Language} if pair else None


def _plain(text: str | None) -> str | None:
    return shown(text) if text else None


def _without_links(text: str) -> str:
    """A message in which a program that shows SARIF finds no link: [words](address) is one there."""
    return text.replace("](", "] (")


def describe_finding(finding: Finding) -> dict[str, Any]:
    """A finding as a JSON object; what is not known is null."""
    place = finding.place
    return {
        "rule": finding.rule,
        "cause": finding.cause,
        "severity": finding.severity,
        "title": _both(RULES[finding.rule].title),
        "message": _both(finding.message),
        "place": _both(describe_place(place)),
        "section": place.section_no,
        "table": place.table or None,
        "row": _both(place.row),
        "column": _both(place.column),
        "cells": list(place.cells),
        "text": _plain(place.text),
        "line": place.line,
        "expected": _plain(finding.expected),
        "actual": _plain(finding.actual),
    }


def _describe_report(file: Checked) -> dict[str, Any] | None:
    report = file.report
    if report is None:
        return None
    return {
        "agency": _plain(report.agency),
        "year": report.report_year,
        "form": report.form,
        "title": _plain(report.title),
        "encoding": report.encoding,
        "repairs": list(report.repairs),
    }


def _describe_file(file: Checked) -> dict[str, Any]:
    return {
        "file": shown(file.name),
        "sha256": file.reading.source_sha256,
        "media_type": file.reading.media_type,
        "report": _describe_report(file),
        "compared_with": _plain(file.compared_with),
        "counts": dict(count_severities([file])),
        "findings": [describe_finding(finding) for finding in file.findings],
    }


def to_json(files: Sequence[Checked]) -> str:
    """All files with their findings, in both languages."""
    described = {
        "version": FORMAT_VERSION,
        "nianbao": version("nianbao"),
        "counts": dict(count_severities(files)),
        "files": [_describe_file(file) for file in files],
    }
    return json.dumps(described, ensure_ascii=False, indent=2)


def _sarif_rule(rule: str, text: RuleText, language: Language) -> dict[str, Any]:
    return {
        "id": rule,
        "shortDescription": {"text": text.title.said_in(language)},
        "defaultConfiguration": {"level": text.severity or _USUAL_LEVEL},
    }


def _location(file: Checked, finding: Finding) -> dict[str, Any]:
    place = finding.place
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(file.name)}}
    if place.line:
        physical["region"] = {"startLine": place.line}
    logical = [{"fullyQualifiedName": name, "kind": "element"} for name in (place.cells or filter(None, [place.table]))]
    return {"physicalLocation": physical, **({"logicalLocations": logical} if logical else {})}


def _known_by(file: Checked, finding: Finding) -> tuple[str, ...]:
    """What a finding is known by from one version of a report to the next: rule, cause and cells, or else its text."""
    place = finding.place
    where = place.cells or (str(place.section_no), place.text or finding.actual or "")
    return file.name, finding.rule, finding.cause, *where


def _fingerprints(file: Checked) -> Iterator[str]:
    """A fingerprint for each finding of a file, others for those that nothing but their order tells apart."""
    seen: Counter[tuple[str, ...]] = Counter()
    for finding in file.findings:
        known = _known_by(file, finding)
        seen[known] += 1
        parts = "\x1f".join((*known, str(seen[known])))
        yield hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()


def _sarif_results(file: Checked, rules: Sequence[str], language: Language) -> Iterator[dict[str, Any]]:
    for finding, fingerprint in zip(file.findings, _fingerprints(file), strict=True):
        yield {**_sarif_result(file, finding, rules, language), "partialFingerprints": {"nianbao/v1": fingerprint}}


def _sarif_result(file: Checked, finding: Finding, rules: Sequence[str], language: Language) -> dict[str, Any]:
    return {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": finding.severity,
        "message": {"text": _without_links(shown(finding.message.said_in(language)))},
        "locations": [_location(file, finding)],
        "properties": describe_finding(finding),
    }


def to_sarif(files: Sequence[Checked], language: Language) -> str:
    """A SARIF log of one run; messages are in one language, and the properties of a result have both."""
    rules = [rule for rule in RULES if ":" not in rule]
    texts: Mapping[str, RuleText] = RULES
    driver = {
        "name": "nianbao",
        "version": version("nianbao"),
        "language": {Language.ZH: "zh-CN", Language.EN: "en"}[language],
        "rules": [_sarif_rule(rule, texts[rule], language) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        "columnKind": "unicodeCodePoints",
        "results": [result for file in files for result in _sarif_results(file, rules, language)],
    }
    return json.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
