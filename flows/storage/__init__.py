"""Folders in S3, for machines that share none: what the raw folder and the stage need of them, and no more."""

from flows.storage.objects import (
    CONNECTIONS,
    StoredObject,
    create_object,
    fetch_object,
    has_object,
    list_objects,
    put_file,
    read_pieces,
    read_start,
    remove_objects,
)
from flows.storage.places import Place, are_nested, is_url, parse_place, parse_url

__all__ = [
    "CONNECTIONS",
    "Place",
    "StoredObject",
    "are_nested",
    "create_object",
    "fetch_object",
    "has_object",
    "is_url",
    "list_objects",
    "parse_place",
    "parse_url",
    "put_file",
    "read_pieces",
    "read_start",
    "remove_objects",
]
