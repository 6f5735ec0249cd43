"""A file of the raw folder → readings: its own, or those of the members where it is an archive."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from transforms.archives import Member, archive_type, unpack
from transforms.formats import recognise
from transforms.identity.gazetteer import Gazetteer
from transforms.report import Reading, ReadSettings, read_report

UNKNOWN_TYPE = "application/octet-stream"


def read_member(member: Member, *, gazetteer: Gazetteer | None = None, settings: ReadSettings | None = None) -> Reading:
    """Read a file that `transforms.archives.unpack` gave; one that it rejected keeps its rejection."""
    if member.rejection is None and member.data is not None:
        return read_report(member.data, member.name, gazetteer=gazetteer, settings=settings)
    if member.data is None:
        return Reading(member.name, None, 0, UNKNOWN_TYPE, rejection=member.rejection)
    sha256 = hashlib.sha256(member.data).hexdigest()
    media_type = archive_type(member.data) or recognise(member.data)
    return Reading(member.name, sha256, len(member.data), media_type, rejection=member.rejection)


def read_file(
    data: bytes, name: str, *, gazetteer: Gazetteer | None = None, settings: ReadSettings | None = None
) -> Iterator[Reading]:
    """One reading for a file, one for each member of an archive, each when it is asked for.

    Members are named by their source path (`archive.zip!/folder/member.html`). Bad input gives a reading with a
    rejection, never an exception; see `transforms.archives.unpack` for what becomes of an archive itself.
    """
    kept = settings or ReadSettings()
    for member in unpack(data, name, kept.limits):
        yield read_member(member, gazetteer=gazetteer, settings=kept)
