"""Whether some words are the name of a body: by what bodies end in, and by the words that stand in no name."""

from __future__ import annotations

import re

from transforms.text import HAN

# The ends of divisions, their governments and the departments that report; asked of a line that may be the body of a
# title below it. 中心 is the end of menus as well (新闻中心), so it needs one more word before it here.
_OWN_LINE_END = re.compile(
    r"(?:[镇乡县区市州盟旗省局委厅署]|街道|苏木|[农林牧渔茶]场|办事处|政府|行署|公室|办公厅|委员会|管委会"
    r"|(?:[县区市州盟旗]|街道|[镇乡]).{0,12}中心|(?<=..)办|法院|检察院)$"
)
# The ends of all other bodies that may stand in the line of a title: villages, firms, schools, services.
_END = re.compile(
    r"(?:[镇乡县区市州盟旗省局委厅署院处队所站馆校社会部团司村园场库办]"
    r"|街道|苏木|政府|公室|中心|集团|公司|中学|小学|大学|银行|地区|幼儿园)$"
)
# Words of pages, of reports and of sentences; bodies for disclosure (政务公开办公室, 信息公开领导小组) are left. A body
# with such a word in its own name (网站管理中心) is missed.
_NO_NAME = re.compile(
    r"(?:信息|政务)公开(?!办|工作办|工作领导|领导|科|股|与|和政务|中心)|主动公开|申请公开|公开(?:年|目录|指南|制度|专栏|方式|平台|内容|栏)"
    r"|首页|主页|网站|门户|网$|政务网|年报|报告|分类|索引|文号|日期|时间|来源|目录|指南|浏览|字号|字体|打印|分享|专栏|专题|栏目|频道|网站导航|正文"
    r"|中国[·•・]|互动|办事服务|便民服务|在线|登录|注册|搜索|检索|无障碍|适老|长者|繁体|收藏|当前|位置|链接|公报|资讯|新闻中心|数据开放|走进|概况"
    r"|现将|公布|^(?:我|本|各)[镇乡县区市局街]|20\d\d|网址|公开平台|服务平台|平台网|内容|涵盖|所列|要求|规定|精神|部署"
)
# Townships one behind another, as the entries of a list that lost what parted them: three where no area is among them,
# else four, as 新乡市新乡县小冀镇 is one body. Of two entries nothing is said, as names have 镇 and 乡 inside.
_ENTRY = r"(?:镇|乡|街道)(?:人民政府|办事处)?"
_GLUED = re.compile(
    rf"(?:(?>[{HAN}]{{1,9}}?{_ENTRY})){{4,}}+|(?:(?![^镇乡道]*[省市县区旗州盟])(?>[{HAN}]{{1,9}}?{_ENTRY})){{3}}"
)
# The end of a township's name or of its government's, as lists of them have it.
_TOWNSHIP = re.compile(r"(?:[镇乡]|街道|苏木|开发区|园区|管理区|[农林牧渔茶]场)(?:人民政府|办事处|管委会)?$")
# Words for a body that are no name: 人民政府 alone, 区委, 局机关.
_BARE = re.compile(
    r"(?:街道|镇|乡|县|区|市|苏木|局)?(?:人民)?(?:政府|办事处|党政办公室|党政办|办公室|办公厅|委员会|机关)?|[镇乡县区市]委|府|街|道|事处"
    r"|(?:乡镇|镇街|街镇|镇乡|乡镇街道|镇\(街道\)|镇（街道）|街道\(乡镇\)|部门|各地区|县区|县市区|市县区|区县|市直部门|县直部门|区直部门|下属单位)"
)
# A name has no marks but those that stand in names: brackets, a point, the comma of a list.
_NAME = re.compile(rf"[{HAN}][{HAN}（）()·、]{{1,44}}")


def is_body_name(text: str) -> bool:
    """Whether a text without white space is the name of a body and nothing else.

    >>> [is_body_name(text) for text in ("示例县样例镇", "政府信息公开", "人民政府", "首页政务公开示例县财政局")]
    [True, False, False, False]
    """
    return _is_name(text) and bool(_END.search(text.rstrip("）)")))


def is_body_line(line: str) -> bool:
    """Whether a line may be the body of a title that goes on below it, as only bodies that report have a title so.

    >>> is_body_line("示例县样例镇人民政府"), is_body_line("新闻中心"), is_body_line("样例有限公司")
    (True, False, False)
    """
    return _is_name(line) and bool(_OWN_LINE_END.search(line)) and not is_glued_list(line)


def is_township_line(line: str) -> bool:
    """Whether a line is the name of a township and nothing else, by its end.

    >>> is_township_line("样例镇人民政府"), is_township_line("示例县")
    (True, False)
    """
    return is_body_line(line) and bool(_TOWNSHIP.search(line))


def is_glued_list(line: str) -> bool:
    """Whether a line is three townships or more one behind another.

    >>> is_glued_list("样例镇演示乡范例街道"), is_glued_list("新乡市新乡县小冀镇")
    (True, False)
    """
    return bool(_GLUED.fullmatch(line))


def _is_name(text: str) -> bool:
    is_balanced = sum(map(text.count, "（(")) == sum(map(text.count, "）)"))
    return is_balanced and bool(_NAME.fullmatch(text)) and not _BARE.fullmatch(text) and not _NO_NAME.search(text)
