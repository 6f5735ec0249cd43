"""Stretches of a row of pixels that hang together."""

from __future__ import annotations

from typing import Any


def runs_of(row: Any) -> list[tuple[int, int]]:
    """From where to where (exclusive) each run of true values of a row reaches, in their order."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0])))).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))
