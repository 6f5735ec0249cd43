"""Rights of what the program writes."""

from __future__ import annotations

import os
import stat


def forbid_others_to_write() -> None:
    """Let no file or folder that this process and its children make be written by everybody, whatever the umask.

    Who may read, and whether the group may write, stays as the operator's umask has it.
    """
    umask = os.umask(0o777)
    os.umask(umask | stat.S_IWOTH)
