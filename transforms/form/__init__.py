"""The official forms as declared: their cells, the labels that they print, their arithmetic."""

from transforms.form.arithmetic import adds_up, doubtful_columns
from transforms.form.declared import (
    FORM_CODES,
    ProactiveCell,
    applicants,
    form_of_year,
    forms,
    lines_of_form_alone,
    part_lines,
    proactive_cells,
    proactive_columns,
    request_lines,
    review_columns,
)
from transforms.form.folding import LONE_ORDINAL, ORDINAL_OF, STOP, fold_label, fold_piece
from transforms.form.labels import EMPTY_MARK, VALUE_MARK, Label, Role, Table, table_labels, vocabulary
from transforms.form.title_words import DISCLOSURE, GOVERNMENTAL, OF_THE_WORK, OTHER_SUBJECT, REPORT, REPORT_NAME

__all__ = [
    "DISCLOSURE",
    "EMPTY_MARK",
    "FORM_CODES",
    "GOVERNMENTAL",
    "LONE_ORDINAL",
    "OF_THE_WORK",
    "ORDINAL_OF",
    "OTHER_SUBJECT",
    "REPORT",
    "REPORT_NAME",
    "STOP",
    "VALUE_MARK",
    "Label",
    "ProactiveCell",
    "Role",
    "Table",
    "adds_up",
    "applicants",
    "doubtful_columns",
    "fold_label",
    "fold_piece",
    "form_of_year",
    "forms",
    "lines_of_form_alone",
    "part_lines",
    "proactive_cells",
    "proactive_columns",
    "request_lines",
    "review_columns",
    "table_labels",
    "vocabulary",
]
