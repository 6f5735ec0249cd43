"""Folders in S3, for machines that share none: what the raw folder and the stage need of them, and no more."""

from flows.storage.objects import (
    StoredObject,
    create_object,
    fetch_object,
    has_object,
    list_objects,
    open_object,
    put_file,
    read_object,
    read_start,
    remove_objects,
)
from flows.storage.places import Place, is_url, parse_place, parse_url

__all__ = [
    "Place",
    "StoredObject",
    "create_object",
    "fetch_object",
    "has_object",
    "is_url",
    "list_objects",
    "open_object",
    "parse_place",
    "parse_url",
    "put_file",
    "read_object",
    "read_start",
    "remove_objects",
]
