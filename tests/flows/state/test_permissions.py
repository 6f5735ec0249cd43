"""Rights of what is written: nobody else's, whatever the umask."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from flows.state.permissions import forbid_others_to_write


@pytest.mark.parametrize(("umask", "rights"), [(0o000, 0o664), (0o022, 0o644), (0o077, 0o600)])
def test_others_may_never_write_and_the_rest_is_the_operators(tmp_path: Path, umask: int, rights: int) -> None:
    before = os.umask(umask)
    try:
        forbid_others_to_write()
        (tmp_path / "file").touch()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == rights
