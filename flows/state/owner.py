"""What tells a warehouse from all others, where several could write to one place: a stage in S3, or a lake."""

from __future__ import annotations

import json
import secrets
import socket
from pathlib import Path

from flows.state.files import read_json, replace_file
from flows.state.paths import state_folder


def owner_of(warehouse: Path) -> dict[str, str]:
    """Path, host and a random id, the same in every run; made by the first one that asks. Raises `OSError`."""
    path = state_folder(warehouse) / "owner.json"
    try:
        owner = {name: str(value) for name, value in read_json(path).items()}
        if owner.keys() >= {"warehouse", "host", "id"}:
            return owner
    except (OSError, ValueError, AttributeError):
        pass
    owner = {"warehouse": str(warehouse), "host": socket.gethostname(), "id": secrets.token_hex(8)}
    replace_file(path, json.dumps(owner).encode())
    return owner
