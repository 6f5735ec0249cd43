"""Words before a number that say that information was disclosed, or that an account posted it."""

from __future__ import annotations

import re

from transforms.narrative.clauses import CLAUSE_END, after_last
from transforms.text import BASIC_HAN

_OBJECT = (
    r"(?:了|各类|各项|各种|相关|有关|的|政府|政务|政务公开|政府公开|政民互动)*(?P<object>信息|消息)?"
    r"(?:公开)?(?:的?(?:内容|总数量|数量|总量|总数|条数|数|情况))?"
)
# An act of disclosing right before a number (主动公开政府信息共…). Leaves 信息公开 behind another word (村务信息公开),
# and what stands between act and number and is no part of its object (公开财政信息12条). Misses acts it does not name
# (亮出).
DISCLOSED = re.compile(
    rf"(?P<verb>主动(?:对外|向社会)?(?:公开|发布|更新)|(?:政府|政务|(?<![{BASIC_HAN}]))信息(?:主动)?公开|对外公开|公开发布|公开|公布|发布|更新|上传|刊登|登载|推送|编发)"
    rf"{_OBJECT}(?P<link>(?:共计|共有|总计|合计|累计|总共|共|为|达到?|有|计|[:：]){{0,3}})$"
)
# An account's posts right before a number (推送图文信息…, 发布短视频…). Leaves what readers do (阅读量, 点赞).
POSTED = re.compile(
    r"(?P<verb>发布|推送|编发|发送|推出|更新|转载|发文|刊发|制作|上传|发表|发出)(?:了|各类|各项|相关|有关|政务|政府|原创|宣传|官方|微信公众号|公众号|微信|微博|抖音|视频号)*"
    r"(?:信息|文章|推文|图文|消息|内容|作品|视频|短视频|动态|稿件|微博|微信){0,2}(?:内容|数量|数)?"
    r"(?P<link>(?:共计|共有|总计|合计|累计|共|为|达到?|有|计|[:：]){0,3})$"
)
# The object where it stands behind the number (公开92条政府信息). Leaves 信息员, 信息化, 信息平台, which are something
# else.
_OBJECT_BEHIND = re.compile(r"(?:各类|相关|有关)?(?:政府|政务)?信息(?!员|化|点|类|平台|公开栏)")
# Words right before the verb that make it no disclosure of the body's own (依申请公开, 拟公开, 村务公开). Leaves 主动
# and 及时.
_NOT_DISCLOSED = re.compile(
    r"(?:依申请|同意|不予|部分|未|未予|不|拟|申请|予以|村务|党务|校务|居务|财务|厂务|应|可|不得|整改|删除|清理|移交|报送|抄送|审核|审查|核查|抽查|检查|发现)$"
)
# Words in the clause with which disclosed information is meant as the object of something else (删除已公开信息3条,
# 指导各村 公开信息, 对已公开信息50条进行复核). Leaves 应急, 适应对外 and 对外, 对社会, which say how.
_OTHER_ACT = re.compile(
    r"删除|清理|下架|撤[回销下]|整改|纠正|改正|抽查|检查|核查|审[核查]|复核|监测|排查|发现|未|应(?!急|用|对|邀)|需(?!求)|拟|漏|错|待|不予|依申请"
    r"|指导|督促|要求|任务|涉及|关于|有关于|因|对(?!外|社会)|复议|诉讼|举报|投诉|历史"
)
# What may follow a number that needs no object: the end of its clause or item. A word there says what is counted.
_ENDS_BEHIND = ("", "。", "，", ",", "；", ";", "、", "（", "(", "！", "）", ")")


def is_disclosure(
    disclosed: re.Match[str], words: str, behind: str, *, has_channel: bool, unit: str, goes_on: bool = False
) -> bool:
    """Whether a match of `DISCLOSED` in the words before a number counts disclosed information.

    `behind` is what follows the number; `has_channel` says that the words name one place, `goes_on` that the sentence
    has told of disclosures before (公开信息118条，历年累计公开812条).
    """
    before = words[: disclosed.start()]
    clause = after_last(CLAUSE_END, before).replace("应公开尽公开", "").replace("应公开尽", "")
    if _NOT_DISCLOSED.search(before) or _OTHER_ACT.search(clause):
        return False
    verb = disclosed["verb"]
    has_object = bool(disclosed["object"] or _OBJECT_BEHIND.match(behind)) or "信息" in verb
    if unit == "次" and not has_object:
        return False
    if behind[:1] not in _ENDS_BEHIND and not has_object:
        return False
    return has_object or "主动" in verb or ((has_channel or goes_on) and "公开" in verb)
