"""What tells a warehouse from all others, where several could write to one place: a stage in S3, or a lake."""

from __future__ import annotations

import json
import secrets
import socket
from pathlib import Path

from flows.state.files import replace_file
from flows.state.paths import state_folder


def owner_of(warehouse: Path) -> dict[str, str]:
    """Path, host and a random id, the same in every run; made by the first one that asks. Raises `OSError`."""
    path = state_folder(warehouse) / "owner.json"
    try:
        return {str(name): str(value) for name, value in json.loads(path.read_bytes()).items()}
    except (OSError, ValueError, AttributeError):
        owner = {"warehouse": str(warehouse), "host": socket.gethostname(), "id": secrets.token_hex(8)}
        replace_file(path, json.dumps(owner).encode())
        return owner
