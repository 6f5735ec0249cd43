"""The guards: every rule by which the reader doubts a placement that it could make, in one table.

A placement is doubted where the source may mean something else than what stands there. A cell that a guard doubts has
no value, and the guard's name goes with it into the finding's `cause`. Each guard is declared here with its evidence
(where such sources come from), its counter-evidence (the honest source that looks alike, and what tells the two apart)
and what it still misses; `tests/transforms/tables/guards.json` has for each the disaster that it prevents, which the
tests run with the guard taken out. Why a table: docs/decisions/0003-guards.md.

The code asks a guard by `when`, which is the one place where it speaks:

    if guard := SHORT_ROW.when(is_short):
        return _doubt_row(row, guard)
"""

from __future__ import annotations

from collections.abc import Mapping

from transforms.tables.guard import Guard
from transforms.tables.statistic_guards import STATISTIC_GUARDS

# --- whose columns these are: the header -----------------------------------------------------------------------------

HEADER_UNKNOWN = Guard(
    "header_unknown",
    sees_zh="表头列出的各列或其顺序，说明不了各数应在哪一格。",
    sees="The header names columns in an order, or columns, that tell no place for the values.",
    evidence="Headers that lost labels, with last year's columns, that wrap labels into each other; tables by columns.",
    counter_evidence="A header that lost labels but does not contradict the form: then the form says the order.",
    misses="A header that prints all labels in the form's order above values that stand in another.",
)
ORDER_OF_LINES = Guard(
    "order_of_lines",
    sees_zh="表头各列的名称不在同一行，先后与任何一种法定表格都不同：行与行之间分不出左右顺序。",
    sees="The header's labels stand on different lines, in an order that no form prints: lines have no order.",
    evidence="Text of a PDF whose labels are centred in cells: 法人或其他组织 stands higher than 自然人.",
    counter_evidence="Labels on one line, or in cells: there another order than the form's is the table's own.",
    misses="A table whose columns really moved, where its lines happen to come in the form's order.",
)
VALUES_BEFORE_LABELS = Guard(
    "values_before_labels",
    sees_zh="数字似乎写在各自的名称之前，或在一串名称之后，哪一行的数字都不能确定。",
    sees="The values seem to stand before their labels, or behind a run of labels, so that no row is sure of its own.",
    evidence="Text of a PDF with labels centred beside rows, or column by column; pieces of numbers under the header.",
    counter_evidence="A stray number a line under the header, less than a row. Blank rows in a table without zeros.",
    misses="Values before labels where the first row is blank.",
)
LOOSE_TOTAL = Guard(
    "loose_total",
    sees_zh="有一个没有序号“（七）”的“总计”，它可能是某一组的，也可能是另一张表的。",
    sees="A total without its number (七) stands where it may be that of a group or of another table.",
    evidence="总计 repeated below a group of lines, or that of table four, torn from its header.",
    counter_evidence="总计 behind the lines that the form prints above it.",
    misses="A group's total directly behind （六）其他处理.",
)
HEADER_BEHIND_VALUES = Guard(
    "header_behind_values",
    sees_zh="表头之后、第一个行名之前已有数字，各行的数字可能都错了位。",
    sees="Values follow the table's header before the label of any row, so that the rows may have moved against them.",
    evidence="Text of a PDF block by block: the header with the first row's values, then the labels; column by column.",
    counter_evidence="Values that follow a row's label; one number, a page's, doubts the rows of its header alone.",
    misses="Values of the first row that a page break sets before the header.",
)
HALVED_CHANGE = Guard(
    "halved_change",
    sees_zh="“本年增/减”占了两列，一列是增加的，一列是减少的。",
    sees="本年增/减 stands over two columns, one for what was added and one for what was taken away.",
    evidence="Sources that part the change into two cells under one label.",
    counter_evidence="A column behind 本年增/减 that has a label of its own.",
    misses="Two numbers parted by a space in one cell.",
)

# --- which cells are the row's: its ends -----------------------------------------------------------------------------

CELLS_BEHIND = Guard(
    "cells_behind_row",
    sees_zh="行名后面没有自己的单元格，而这一行结束之后却有单元格。",
    sees="The row's label has no cells of its own, but cells stand behind the end of the row.",
    evidence="Labels and values set in separate blocks, or a row broken by a page.",
    counter_evidence="A label with neither cells nor anything behind it: its cells are missing, not doubtful.",
    misses="Cells of the next row, where that one's label is lost as well: nobody can tell them from the row's own.",
)
SEVERAL_VALUE_ROWS = Guard(
    "several_value_rows",
    sees_zh="表头下本应只有一行数字，却有几行，没有写明哪一行是本报告的。",
    sees="Several rows of values stand under a header that has one, and nothing says which is the report's.",
    evidence="Table four with last year's row below this year's, or broken over a page.",
    counter_evidence="One row of values among rows of empty cells.",
    misses="Another year's row where the report's own is empty.",
)
SECOND_ROW_BEHIND = Guard(
    "second_row_behind",
    sees_zh="这一行后面的数字与表格的列数一样多：两行中有一行丢了名称。",
    sees="As many values as the table has columns stand behind the row: one of the two rows has lost its label.",
    evidence="A label that was lost, or that no list knows: its values follow those of the row before.",
    counter_evidence="A stray or two behind a row: a page number, a note.",
    misses="A lost label whose row has blanks: its values are fewer than the columns.",
)
PIECES_BEHIND = Guard(
    "pieces_behind",
    sees_zh="这一行的数字可能还没有完：下一行还有几个数字，或者有一格只写了数字的一部分。",
    sees="Numbers of the row may go on: several stand on the line behind it, or one of its cells holds a piece of one.",
    evidence="12511 broken in a cell of four digits: both halves add up; a label's rest; cells 04, 128, 293. 4（注.",
    counter_evidence="One number behind a row that adds up (a page number): no sum breaks a part without its total.",
    misses="Pieces that stand above the numbers which they begin, where the row before takes them.",
)
CUT_END = Guard(
    "cut_end",
    sees_zh="这个数字在文件的最末尾，文件可能正好在数字中间断了。",
    sees="The number is the last thing in the file, which may be cut off within it.",
    evidence="Downloads and excerpts that end in the middle of a line.",
    counter_evidence="A zero; a total that is the sum of its parts; formats that say themselves where they end.",
    misses="A file cut between two numbers: the later cells are missing, which is said of them.",
)

# --- where the values of a row belong --------------------------------------------------------------------------------

CROWDED_COLUMN = Guard(
    "crowded_column",
    sees_zh="这一行有两个数字在原表的同一列里。",
    sees="Two values of the row stand in one column of the source's own table.",
    evidence="A label's cell that holds two numbers as well, of a neighbour or a note.",
    counter_evidence="Sources that keep no columns: there every value is a cell; elsewhere two are one odd cell.",
    misses="Two numbers in a cell that have no space between them and look like one.",
)
TORN_HEADER = Guard(
    "torn_header",
    sees_zh="表头缺了几列，这一行的数字又比法定表格少，不知道缺的是哪些。",
    sees="The header lost columns and the row has fewer values than the form: which are missing is not known.",
    evidence="Tables cut at the right edge: the header and the rows lose the same cells.",
    counter_evidence="A row that has all its values, whatever became of the header.",
    misses="A torn header that a page break repeats whole further on.",
)
TOO_MANY_VALUES = Guard(
    "too_many_values",
    sees_zh="这一行的数字比表格的列数多。",
    sees="The row has more values than the table has columns.",
    evidence="A page number, a column of last year, or the values of a row whose label was lost, at the end of a row.",
    counter_evidence="Digits that a source spaces out, a value a line (7 2 for 72).",
    misses="A stray value in a row that also lost one: the count is right again.",
)
WIDER_TABLE = Guard(
    "wider_table",
    sees_zh="这张表多数行的数字比已知的列数多：这一行少了一个数字。",
    sees="Most rows of its table have more values than it has known columns: this one lost a value.",
    evidence="A column of notes whose heading was torn, in a text that leaves out blank cells.",
    counter_evidence="A few rows that are wider than the others: strays; rows that keep their cells.",
    misses="A table whose rows mostly lost as many values as it has columns more.",
)
UNKNOWN_START = Guard(
    "unknown_start",
    sees_zh="这一行有空白单元格，其他行也看不出它的数字从哪一列开始。",
    sees="The row has blank cells, and no other row shows in which column its values begin.",
    evidence="Blank cells that leave no trace, beside padding cells that look the same.",
    counter_evidence="Rows of the same table that are whole and padded alike show where the columns begin.",
    misses="Whole rows that are padded otherwise than the row with blanks.",
)
SHORT_ROW = Guard(
    "short_row",
    sees_zh="这一行的单元格比上面的表头少，有单元格丢失了。",
    sees="The row has fewer cells than the header above it, so that cells of it were lost.",
    evidence="Tables whose rows lost cells in a conversion, without labels that tell their places.",
    counter_evidence="A row that is whole in itself.",
    misses="A row that lost a cell and has a padding cell instead.",
)
MIXED_LINES = Guard(
    "mixed_lines",
    sees_zh="这一行有的数字各占一行，有的几个同在一行：可能是一个数的数字被空格隔开了。",
    sees="Some values of the row have a line of their own and others share one: digits may have been spaced out.",
    evidence="Sources with a value a line in which a number is set with a space (7 2).",
    counter_evidence="As many lines as columns: then each line is one number, however it is spaced.",
    misses="Two spaced numbers in a row that lost two values.",
)
LONE_LINE = Guard(
    "lone_line",
    sees_zh="表里别的数字各占一行，这一行的却都在同一行：可能是一个数的几位数字。",
    sees="The values share one line in a table that gives each a line of its own: they may be one number's digits.",
    evidence="A value a line, and one line with as many digits as the table has columns.",
    counter_evidence="Tables with more rows on one line than on several.",
    misses="A table of one row.",
)
WORDS_AMONG_DIGITS = Guard(
    "words_among_digits",
    sees_zh="文字（零）和数字各占一行，而别处同在一行：先后顺序可能已经打乱。",
    sees="Words (零) and digits stand on lines of their own, where others share one: their order may be lost.",
    evidence="pdftotext without an option: 零 is taller than 2, and of 零 2 零 on one line of a page it gives 零 零 2.",
    counter_evidence="A table with a value a line throughout, as of a page's elements: these come in their own order.",
    misses="Words and digits of a page of which no two values stand on one line.",
)
SPACED_THOUSANDS = Guard(
    "spaced_thousands",
    sees_zh="两个数字可能是一个用空格分开千位的数（1 234），旁边的空白单元格又没有留下痕迹。",
    sees="Two values may be one number with its thousands set apart (1 234), and a blank cell beside it left no trace.",
    evidence="Spreadsheets printed with a space as the thousands' mark.",
    counter_evidence="A row that adds up as it stands; tables in which every row has as many values as columns.",
    misses="A row that adds up both ways.",
)
NUMBERED_ROWS = Guard(
    "numbered_rows",
    sees_zh="每一行的第一个数字是序号（1、2、3……），表头没有写明这一列。",
    sees="The first value of every row is its number (1, 2, 3 …), which the header does not name.",
    evidence="Sources with a column 序号 whose label is lost.",
    counter_evidence="Rows that merely begin with 1 and 2: the header's own cells say where its columns are.",
    misses="Numbers in a source that keeps no columns.",
)
BLANK_BEFORE_VALUES = Guard(
    "blank_before_values",
    sees_zh="这一行不算空白单元格已经填满，数字之前却有一个空白单元格：有一个数字不是这一行的。",
    sees="A blank cell stands before the values of a row that is full without it: one of them is not the row's.",
    evidence="A blank cell of the row and a page number behind it: the count is right and every value moved.",
    counter_evidence="Labels that span columns are padded with blank cells; so are all rows of some sources.",
    misses="A blank and a stray in a row whose label spans columns.",
)
PAGE_NUMBER = Guard(
    "page_number",
    sees_zh="最后三格可能是两道横线之间的页码（— 3 —），而不是这一行的数字。",
    sees="The last three cells may be a page number between dashes (— 3 —) instead of the row's.",
    evidence="Page numbers of printed reports, in text without lines.",
    counter_evidence="Tables that use the same dash for their blank cells.",
    misses="A page number without dashes behind a row that lost a cell.",
)
CROWDED_PLACE = Guard(
    "crowded_place",
    sees_zh="在这一列的名称之下，这一行没有单元格，或者不止一个。",
    sees="Under the column's own label the row has no cell, or more than one.",
    evidence="Merged cells that a conversion repeats or drops.",
    counter_evidence="Rows with one cell under each label.",
    misses="A dropped cell and a repeated one in the same row.",
)
GLUED_DIGITS = Guard(
    "glued_digits",
    sees_zh="各数之间的边界丢失了，这串数字有不止一种分法。",
    sees="The values lost the boundaries between them, and their digits can be parted in more than one way.",
    evidence="Text that drops the borders of cells: 规章000, 行政许可1200.",
    counter_evidence="Digits that can be parted in one way only, in a report that prints every cell.",
    misses="A number that lost a digit: it is parted as it stands.",
)
MERGED_DIGITS = Guard(
    "merged_digits",
    sees_zh="这是两格丢了边界后连在一起的数字：没有人这样写数（00、05）。",
    sees="The digits are two cells that lost their boundary: nobody writes a number so (00, 05).",
    evidence="Two cells run together, as in the first real reports that were read.",
    counter_evidence="A row that is full if they are parted in the one way there is.",
    misses="Two cells that make a number which looks right (12 for 1 and 2).",
)
SPACED_BESIDE_BLANK = Guard(
    "spaced_beside_blank",
    sees_zh="数字之间有空格，旁边又有一个空白单元格：它们可能是两格的数。",
    sees="The digits have a space between them and a blank cell beside them: they may be the values of two cells.",
    evidence="7 2 in one cell, and the next one empty.",
    counter_evidence="Spaced digits in a row without blank cells.",
    misses="Spaced digits of which one is the row's neighbour's, in a full row.",
)
TWO_NUMBERS = Guard(
    "two_numbers",
    sees_zh="这一格的数字中间有空格，而这一行没有合计能证明它们是一个数。",
    sees="The cell holds digits with a space between them, and no sum of its row says that they are one number.",
    evidence="Two numbers in one cell (5 3), of a neighbour or of two counts.",
    counter_evidence="Justified cells (7 2) in a row that adds up; thousands that are set apart (1 234).",
    misses="Two numbers of which the second has three digits, in a table without totals.",
)
SPACED_LETTERS = Guard(
    "spaced_letters",
    sees_zh="文字的字与字之间被隔开了，这一行有两个数字可能是一个数的几位。",
    sees="The text sets letters of words apart, and two of the row's values may be the digits of one number.",
    evidence="Pages whose editor put letters in elements of their own, taken with a separator between all elements.",
    counter_evidence="A row that adds up as it stands; zeros, which begin no number; labels spread over cells.",
    misses="Pages that part the digits of numbers and not the letters of words.",
)
BROKEN_SUM = Guard(
    "broken_sum",
    sees_zh="这一行填满了却与合计不符，而文字又没有单元格：有一个数断开了，或混进了别的数。",
    sees="The row is full and does not add up, in a text without cells: a number broke, or a strange one stands in it.",
    evidence="A number broken in a cell (6803 9), or a page number, and a blank without a trace; lines of columns.",
    counter_evidence="A total that the report itself has wrong: no joining and no stray makes it right; kept cells.",
    misses="A broken number and a blank in table two, which has no totals.",
)
MOVED_TOTAL = Guard(
    "moved_total",
    sees_zh="表里其他行都是另一列等于各列之和，而不是“总计”这一列；表头的单元格没有写明“总计”在哪一列。",
    sees="Other rows of its table add up at another column than the total's, whose place no header's cell tells.",
    evidence="A header in lines of its own or out of its cells, read in the form's order, above columns in another.",
    counter_evidence="A slip in one row; as many rows that add up at the total alone; rows of zeros; a header's cells.",
    misses="Rows that add up at both of two columns, all of them; columns moved without the total.",
)
CELLS_IN_BLOCKS = Guard(
    "cells_in_blocks",
    sees_zh="单元格之间隔着空行，有的行多了，有的行少了，分不清哪些是这一行的。",
    sees="Empty lines part the cells, some rows have too many and others too few, and nothing tells this row's own.",
    evidence="A PDF's text block by block, where cells of one row stand behind another's: pdftotext without an option.",
    counter_evidence="Rows whose cells are alike or add up, without a blank mark; texts in which every row is whole.",
    misses="Rows and cells in another order where each row has as many as it should, or its sum holds.",
)
SIGN_BEHIND = Guard(
    "sign_behind",
    sees_zh="前一个数字以减号结尾，这个减号可能是本数的。",
    sees="The number before it ends with a minus, which may be the sign of this one.",
    evidence="增/减 with the sign in the wrong cell: 5- and 3 for 5 and -3.",
    counter_evidence="A dash in a cell of its own is a blank mark.",
    misses="A sign that was lost altogether.",
)
RIVAL_TOTAL = Guard(
    "rival_total",
    sees_zh="这一行有空白单元格，只有把数字移到别的列，“总计”才相符。",
    sees="The row has a blank cell, and its total fits only if its values stand in other columns.",
    evidence="A blank that moved: the values behind it stand one column too early.",
    counter_evidence="Rows that add up as they stand; rows of zeros.",
    misses="A row whose total is wrong in the report itself.",
)
RIVAL_WINDOW = Guard(
    "rival_window",
    sees_zh="这一行有补齐用的单元格，也有空白单元格，而按“总计”看，数字不该从这里开始。",
    sees="The row is padded and has blanks, and its total speaks against the place where its values begin.",
    evidence="Padding cells that a source sets now before and now behind the values.",
    counter_evidence="Rows whose total fits where they stand.",
    misses="A row without a total.",
)

# --- whether the values are the report's -----------------------------------------------------------------------------

RIVAL_PRINT = Guard(
    "rival_print",
    sees_zh="这张表印了两次，数字不同，而这一行只在其中一张里有。",
    sees="The table is printed twice with different numbers, and this row stands in one of the two only.",
    evidence="Last year's table, or a neighbour's, left in the file without a word.",
    counter_evidence="A table that a page break or a copy prints again with the same numbers.",
    misses="A second table of which no row is in the first.",
)
CONTRADICTION = Guard(
    "contradiction",
    sees_zh="这一格印了不止一次，数字不同。",
    sees="The cell is printed more than once, with different values.",
    evidence="Rows repeated by a page break with a slip, two drafts in one file, one of them blank.",
    counter_evidence="Repetitions that agree; a label that stands once more alone where no row of the table is blank.",
    misses="Two prints with the same slip.",
)
FOREIGN_TABLE = Guard(
    "foreign_table",
    sees_zh="这些数字写在另一年度、样表或其他报告的标题之下。",
    sees="The figures stand under the heading of another year, of a sample or of another report.",
    evidence="Last year's table beside this year's, templates that were left in, two reports in one file.",
    counter_evidence="Years of documents, of dates, of a form's version: they say nothing of the figures below them.",
    misses="Figures of another year under no heading at all.",
)

# --- what the number counts ------------------------------------------------------------------------------------------

UNIT_UNKNOWN = Guard(
    "unit_unknown",
    sees_zh="不知道金额的单位：表头或金额后面的单位损坏了，或者周围的单位互相矛盾。",
    sees="The amount's unit is not known: its header or the word behind it is damaged, or units around it disagree.",
    evidence="Labels that lost （单位：万元）; captions that name another unit; 30 圆 or a damaged word in the cell.",
    counter_evidence="A zero is zero in every unit; a unit in the cell decides.",
    misses="An amount printed in another unit than the one stated.",
)
SCALED_COUNT = Guard(
    "scaled_count",
    sees_zh="件数注明以百或千为单位。",
    sees="Counts are said to be in hundreds or thousands.",
    evidence="单位：百件 above a table.",
    counter_evidence="Units of money, which say nothing of counts.",
    misses="A scale that stands in the prose.",
)

GUARDS: Mapping[str, Guard] = {
    guard.name: guard for guard in (*globals().values(), *STATISTIC_GUARDS) if isinstance(guard, Guard)
}
"""Every guard by its name, in the order in which they are declared; those of the statistics form come last."""
