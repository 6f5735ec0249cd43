"""Tell what pip-audit found, from its JSON: `audit.py FILE`.

It counts what it could not look up as no vulnerability; here that is said.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def describe(packages: list[dict[str, Any]]) -> Iterator[str]:
    """One line a vulnerability, and one in all."""
    asked = [package for package in packages if "vulns" in package]
    if not asked:
        yield "audit: the service of known vulnerabilities did not answer"
        return
    for package in asked:
        for found in package["vulns"]:
            fixed = ", ".join(found["fix_versions"]) or "no version"
            yield f"audit: warning: {package['name']} {package['version']}: {found['id']}, mended in {fixed}"
    number = sum(len(package["vulns"]) for package in asked)
    yield f"audit: {number} known vulnerabilities; {len(asked)} of {len(packages)} locked packages could be asked for"


def main(path: Path) -> None:
    """Print the outcome, also where there is none."""
    try:
        packages = json.loads(path.read_text("utf-8"))["dependencies"]
    except (OSError, ValueError, KeyError):
        packages = []
    for line in describe(packages):
        print(line)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
