"""The versions of the warehouse: publish one, list them, and read what is published."""

from flows.versions.publication import (
    Version,
    check_replaceable,
    list_versions,
    publish,
    publish_again,
    published_version,
    remove_unpublished,
    tidy_versions,
    with_verdicts,
)
from flows.versions.published import (
    check_published,
    check_years,
    has_fictional_reports_alone,
    is_beyond_this_program,
    list_runs,
    published_warehouse,
    unreadable_warehouse,
)
from flows.versions.quarantined import QuarantinedFile, read_new_quarantine, read_quarantine, select_quarantine
from flows.versions.seal import (
    changed_words,
    changes_at,
    drop_log,
    is_changed,
    looks_changed,
    refuse_changes_at,
    tell_changes,
)
from flows.versions.told import Told, Totals, read_told

__all__ = [
    "QuarantinedFile",
    "Told",
    "Totals",
    "Version",
    "changed_words",
    "changes_at",
    "check_published",
    "check_replaceable",
    "check_years",
    "drop_log",
    "has_fictional_reports_alone",
    "is_beyond_this_program",
    "is_changed",
    "list_runs",
    "list_versions",
    "looks_changed",
    "publish",
    "publish_again",
    "published_version",
    "published_warehouse",
    "read_new_quarantine",
    "read_quarantine",
    "read_told",
    "refuse_changes_at",
    "remove_unpublished",
    "select_quarantine",
    "tell_changes",
    "tidy_versions",
    "unreadable_warehouse",
    "with_verdicts",
]
