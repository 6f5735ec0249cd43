"""Parameters with which a test takes minutes: `make soak` runs them, `make test` leaves them out."""

from __future__ import annotations

import pytest


def soaked(*values: object) -> object:
    """Values of the parameters of a test for `make soak` alone."""
    return pytest.param(*values, marks=pytest.mark.soak)
