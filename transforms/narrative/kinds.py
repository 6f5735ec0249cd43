"""What information a number counts: all that was disclosed, or that of one kind.

A kind is named before the verb (财政预决算公开信息4条), in the clauses before (做好财政信息公开，公开信息4条), or by
the sentence or heading that an item begins with (二是做好各类规划公开。设立专栏，公开信息77条。).
"""

from __future__ import annotations

import re

from transforms.narrative.clauses import CLAUSE_END, after_last
from transforms.text import BASIC_HAN, ONE_TO_TEN

# Words before the verb that name the body, the year, the manner or the place, but no part of the information. What they
# leave over is a part (财政预决算公开信息4条, 重点领域公开信息15条). Misses manners it does not know (扎实).
_OWN_WORDS = re.compile(
    rf"本年度?|[＃\d、年度月日起止底末初上下半至到\-—~～（）()“”\"①-⑳.．]|[{ONE_TO_TEN}]是"
    r"|[我本全该][镇乡街县市区局委办院场州旗单](?:道|位|处|机关|办事处)?|本单位|近来|全年|今年|年内|以来|累计|总计|合计|总共|一共|共计|历年|期间?"
    rf"|[{BASIC_HAN}]{{1,8}}?(?:镇|乡|街道(?:办事处)?|苏木|农场|林场|县|区|市|局|办事处)(?:人民政府|政府|党委|党工委)?|机关|办公室|政府"
    r"|共|已|均|总|新增|新|实际|其中|按照?(?:要求|规定|时)|(?:依据|根据)(?:要求|规定)?|《[^》]*》|依法|依规|及时|主动|积极|认真|准确|全面|规范|严格|统一|集中|持续|继续|坚持|切实"
    r"|通过|利用|借助|依托|运用|采取|采用|以|在|经|从|由|主要|多种|各种|各类|多|形式|渠道|方式|途径|载体|平台|媒体|等|和|与|及|或|的|了|并|地|上"
    r"|面?向(?:社会|公众|群众)(?:公众)?|对(?:外|社会)|社会|公众|应公开尽公开|累计|情况|截[至止]|目前|统计|结果|数据|工作|线上|线下|网[上络]|制作|整理|录入"
    r"|各级|行政机关|政府部门|各有关部门|各部门|各单位|各乡镇|当年|该年|政府信息公开|政务公开|信息公开|主动公开|公开|信息|政务|做到|共有|有"
)
# A kind named in the clauses before (围绕疫情防控，… 财政信息方面，…). Leaves 通过…渠道，, which names a place.
_KIND_BEFORE = re.compile(
    rf"(?:围绕|聚焦|针对)[^，,；;]{{2,20}}[，,]$|(?:方面|领域|类别|栏目|板块|[{BASIC_HAN}]类)[，,：:]?$"
)
# Words of disclosure itself, of which each report speaks: no kind of information. Leaves fields (财政, 民生).
_GENERAL = re.compile(
    r"关于|有关|上级|国家|中央|党委|政府|政务|信息|公开|公示|发布|基层|工作|各项|标准化|规范化|制度化|常态化|精细化|建设|透明|阳光|决策|执行|管理|服务|结果|过程|五|内容|目录|指南"
    r"|条例|《[^》]*》|中华人民共和国|年度报告|质量|水平|力度|范围|深度|广度|全面|全过程|全流程|全覆盖|有序|深入|扎实|不断|进一步|稳步|大力|强化"
    r"|网站|平台|新媒体|门户|专栏|栏目|专区|板块|子站|站点|首页|中国|开展|推进|加强|做好|规范|情况|流程|机制|制度|任务|要点|职责|责任|要求|总体|基本|社会|关注|和|[县市区省州旗镇乡村]"
)
# A kind named in the clauses before (围绕疫情防控，… 财政信息方面，…). Leaves 通过…渠道，, which names a place.
_KIND_BEFORE = re.compile(
    rf"(?:围绕|聚焦|针对)[^，,；;]{{2,20}}[，,]$|(?:方面|领域|类别|栏目|板块|[{BASIC_HAN}]类)[，,：:]?$"
)
# An act upon the disclosure of something (做好财政信息公开, 对预决算进行公开); the group `subject` says of what. Leaves
# what helps disclosure (公开平台, 公开制度). Misses verbs that it does not name (夯实).
_ACT_UPON = re.compile(
    r"(?:做好|做实|做细|抓好|抓实|推进|推动|强化|加强|加大|深化|突出|开展|规范|落实|完善|细化|实施|促进|聚焦|围绕|拓展|扩大|注重|坚持|对)(?:对|了)?"
    r"(?P<subject>[^，,。；;：:]{2,60}?)(?:进行|予以|及时|主动|的)?(?:公开|发布|公示)(?!栏|平台|制度|机制|渠道|目录|指南|条例|专栏|载体|工作机构|流程|培训)"
)
# A column that was set up (设立“十四五”规划专栏). Leaves a place of publication (通过信息公开专栏).
_SET_UP = re.compile(
    r"(?:设立|开设|开辟|设置|打造|建立|新增|创建|增设|上线|推出|新建|制作)了?(?P<subject>[^，,。；;：:]{1,40}?)(?:专栏|专题|栏目|专区|板块|专页)"
)
# One column as the place (在“惠农补贴”栏目公开). Leaves several together (工作动态、财经信息等栏目), which may be all.
_COLUMN = re.compile(r"(?P<subject>[^“”\"，,。；;、：:在]{1,20}?)[”\"]?(?<!等)(?:栏目|专栏|专题|专区)")
# A heading, or the first clause of an item, that names a field (财政信息公开情况). Leaves what goes on (财政公开栏).
_HEADED = re.compile(r"(?P<subject>[^，,。；;：:]{1,40}?)(?:的)?(?:信息|内容)?(?:公开|发布)(?:工作)?(?:的)?(?:情况)?$")
# Headings of other work than disclosing as such (政策解读情况, 回应关切). Leaves 平台建设.
_OTHER_WORK = re.compile(r"解读|回应|舆情|互动|重点领域")
# The mark of an item (一是, （二）, 3.), which is no word of its subject. Takes 一是 anywhere at the beginning only.
ITEM_MARK = re.compile(
    rf"^\s*(?:[（(]?[{ONE_TO_TEN}\d]{{1,3}}\s*[)）、.．]|第[{ONE_TO_TEN}][，,、]?|[①-⑳]|[{ONE_TO_TEN}]{{1,2}}是|[●•■◆▪])\s*"
)

# Where the first clause of a heading or sentence ends. Leaves 、, which joins its subjects.
_FIRST_CLAUSE = re.compile("[，,。；;：:]")


def is_of_a_kind(before: str) -> bool:
    """Whether the words before the verb name a part: 重点领域公开信息15条, 做好财政信息公开，公开信息4条.

    >>> is_of_a_kind("2020年，我镇共"), is_of_a_kind("财政预决算"), is_of_a_kind("做好财政信息公开，全年")
    (False, True, True)
    """
    clause = after_last(CLAUSE_END, before)
    clauses_before = before[: len(before) - len(clause)]
    label, colon, clause = clause.rpartition("：") if "：" in clause else clause.rpartition(":")
    is_kind = bool(_OWN_WORDS.sub("", clause) or _KIND_BEFORE.search(clauses_before + label + colon))
    return is_kind or is_headed_by_a_kind(label) or is_in_a_column(clause) or names_a_kind(clauses_before)


def is_in_a_column(clause: str) -> bool:
    """Whether a clause names one column as its place, and not that of all information."""
    return any(_is_special(match["subject"]) for match in _COLUMN.finditer(clause))


def names_a_kind(text: str) -> bool:
    """Whether clauses tell of the disclosure of some kind of information, or of a column set up for it.

    >>> names_a_kind("做好各类规划公开，"), names_a_kind("推进政务公开工作，")
    (True, False)
    """
    found = (match for pattern in (_ACT_UPON, _SET_UP) for match in pattern.finditer(text))
    return any(_is_special(match["subject"]) for match in found)


def is_headed_by_a_kind(heading: str) -> bool:
    """Whether a heading, or the sentence that an item begins with, is about information of some kind.

    >>> is_headed_by_a_kind("（二）财政信息公开情况"), is_headed_by_a_kind("（一）主动公开情况")
    (True, False)
    """
    words = _FIRST_CLAUSE.split(ITEM_MARK.sub("", heading), maxsplit=1)[0]
    match = _HEADED.match(words)
    return names_a_kind(words) or bool(_OTHER_WORK.search(words) or (match and _is_special(match["subject"])))


def _is_special(subject: str) -> bool:
    return bool(_GENERAL.sub("", _OWN_WORDS.sub("", subject)).strip('、 的“”"'))
