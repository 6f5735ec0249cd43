"""The guards of the statistics form; what a guard declares: `transforms.tables.guards`."""

from __future__ import annotations

from transforms.tables.guard import Guard

PARENT_UNKNOWN = Guard(
    "parent_unknown",
    sees_zh="这个名称在表上不止一处，不知道它属于哪一项。",
    sees="The label stands on the form more than once, and what it stands under is not known.",
    evidence="被依法纠错数 below a line that is not understood, which may be 五、行政诉讼数量 as well as another; "
    "or in a form that lost 五、行政诉讼数量 with its page.",
    counter_evidence="The same label directly below 四、行政复议数量 and the lines that stand under it.",
    misses="A line that was lost without a trace, and is printed elsewhere as well.",
)
FIGURE_OF_HEADING = Guard(
    "figure_of_heading",
    sees_zh="没有数字的标题后面却有一个数字，各个数字可能都错到了别的行。",
    sees="A figure follows a heading, which has none, so that every figure may stand behind the label of another row.",
    evidence="Text in which the figure of each row was set before its label.",
    counter_evidence="A dash behind a heading; a source that keeps its rows, where a figure cannot leave its own.",
    misses="Figures before labels where that before the first heading is lost.",
)
UNIT_OUT_OF_PLACE = Guard(
    "unit_out_of_place",
    sees_zh="名称后面有两个单位，或者单位在数字之后，这个数字可能是别的行的。",
    sees="Two units follow the label, or the unit stands behind the figure, so that the figure may be another row's.",
    evidence="A row whose label was lost: its unit and figure follow the row before; a page number before the unit.",
    counter_evidence="A header that names the unit behind the figure.",
    misses="A lost label in a source without units.",
)
UNIT_OF_OTHER_KIND = Guard(
    "unit_of_other_kind",
    sees_zh="应填件数的地方写了金额的单位，或者应填金额的地方写了件数的单位。",
    sees="A unit of money stands where the form counts, or one that counts where it has money.",
    evidence="Units and figures that slipped by a row against their labels, or by a cell in a text column by column.",
    counter_evidence="Another word for what is counted (条, 件).",
    misses="A slip among rows that count.",
)
VALUE_ON_NEW_LINE = Guard(
    "value_on_new_line",
    sees_zh="这个数字另起一行，而其他行的数字都与名称同在一行。",
    sees="The figure begins a line, where the figures of the other rows stand on the lines of their labels.",
    evidence="A blank cell at the end of a page: the page's number is the next figure.",
    counter_evidence="A source that gives each cell a line of its own.",
    misses="A page number on the line of a row.",
)
PART_OF_YEAR = Guard(
    "part_of_year",
    sees_zh="表格上面写明，这些数字只是一年中一部分时间的。",
    sees="What stands above the table says that its figures are those of a part of the year.",
    evidence="Forms of a quarter or a half-year, which bodies filled in as well.",
    counter_evidence="A date with a month above the table.",
    misses="Such a form that does not name its quarter.",
)

STATISTIC_GUARDS = (
    PARENT_UNKNOWN,
    FIGURE_OF_HEADING,
    UNIT_OUT_OF_PLACE,
    UNIT_OF_OTHER_KIND,
    VALUE_ON_NEW_LINE,
    PART_OF_YEAR,
)
"""All of them, in the order in which they are declared."""
