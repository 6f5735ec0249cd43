"""The words of a report's title, once, for the rooms that look for titles.

The official title is …政府信息公开工作年度报告; half of the real ones say it with fewer or other words (年报, 工作报告,
政务信息公开…). Each room asks another question, so the patterns that are built of these words differ on purpose:

- `outline.titles` reads the title itself, torn, transposed or cut short (…信息年度公开…, 工作告年度报, 年度报);
- `outline.bounds` asks for 信息公开 alone before it has a line read as a title, spaced or not;
- `identity.mentions` knows a body by the words of a title that follow it;
- `tables.surroundings` sees a title above a table, where labels are folded, and takes 政务公开 for 信息公开;
- `identity.titled_years` reads the year of titles, `identity.stated_years` that of sentences about reports
  (…信息公开情况, …政务公开工作报告);
- `classification` tells reports from texts about reports, and asks for a text's name for itself;
- `formats.html.article` keeps a line that may be a title, and may take more than titles.
"""

from __future__ import annotations

from transforms.text import BASIC_HAN

# Whose information it is; many titles leave it out.
GOVERNMENTAL = "(?:政府|政务)"
DISCLOSURE = f"{GOVERNMENTAL}?信息公开"
# What a title ends in, alone or as the end of 年度报告, 工作报告.
REPORT = "(?:报告|年报)"
# What stands between the two in most titles, in either order.
OF_THE_WORK = "(?:工作)?(?:年度)?(?:工作)?"
# Before the subject: what else is disclosed and reported on, such as budgets (预算信息公开), the environment, the
# affairs of a party, a village, a school.
OTHER_SUBJECT = "(?<![预决]算)(?<!财务)(?<!环境)(?<![党村校院厂居]务)"
# A report's name in running text; some characters may stand inside (信息公开工作情况的报告).
REPORT_NAME = rf"{OTHER_SUBJECT}{DISCLOSURE}[{BASIC_HAN}]{{0,8}}?{REPORT}"
