"""What is known of a file of the raw folder before it is read."""

from __future__ import annotations

import os
import time
import unicodedata
from dataclasses import dataclass, replace

from transforms.language import Pair


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not read: a reason code and a sentence."""

    reason: str
    detail: Pair


# File systems keep times in steps of up to two seconds: a file that was hashed so soon after its last change may have
# changed once more without a trace.
_COARSEST_CLOCK_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file system or a listing tells of a file's content without reading it, and when its hash was taken.

    Times are nanoseconds since 1970: of the last change of the content, and of the last change of the file's entry,
    which nobody can set back. `inode` is the file's number, which another file in its place does not have.
    """

    byte_size: int
    modified_ns: int
    changed_ns: int
    inode: int
    hashed_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        """The stamp of a file that is about to be hashed."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, time.time_ns())

    def proves(self, now: Stamp) -> bool:
        """Whether the content must still be the one of the stamp, where the file's state is such now."""
        is_same = replace(now, hashed_ns=self.hashed_ns) == self
        return is_same and max(self.modified_ns, self.changed_ns) < self.hashed_ns - _COARSEST_CLOCK_NS


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of the raw folder.

    `name` is its printable path below the folder with / separators, `path` the real one, or its URL. `sha256` is None
    until it is fingerprinted and where it is refused; `stamp` is the state of the file that the hash was taken of. One
    in S3 has it from the listing on.
    """

    name: str
    path: str
    byte_size: int = 0
    sha256: str | None = None
    refusal: Refusal | None = None
    stamp: Stamp | None = None


def path_order(name: str) -> tuple[str, str]:
    """Sort key of names: canonically equal spellings stand together, whichever a file system keeps."""
    return unicodedata.normalize("NFC", name), name


def reason_of(error: OSError) -> str:
    """Why a file cannot be read, in the words of the system."""
    return error.strerror or type(error).__name__
