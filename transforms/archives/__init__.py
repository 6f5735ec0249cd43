"""The files inside archives, nested ones too: in memory, one at a time, counted while they are unpacked."""

from transforms.archives.unpacking import Member, archive_type, unpack

__all__ = ["Member", "archive_type", "unpack"]
