"""The bench of pictures draws with the extra `ocr`: without it none of its modules is looked into."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("cv2") else ["*.py"]
