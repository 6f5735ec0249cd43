"""The version of the reader can be asked for without loading it."""

from __future__ import annotations

import subprocess
import sys

from transforms.version import PARSER_VERSION


def test_it_loads_nothing_of_the_reader() -> None:
    code = "import sys, transforms.version; print(*(name for name in sys.modules if name.startswith('transforms')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["transforms", "transforms.version"]
    assert PARSER_VERSION.isdigit()
