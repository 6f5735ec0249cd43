"""Applications for information: how many were received, how many answered."""

from __future__ import annotations

import re

from transforms.narrative.rules.rule import CASES, GAP, LINK, Rule

# Parts of the applications, by their way of arrival, their outcome, their time. Leaves words that sum them (当年新收).
_PARTS = re.compile(
    r"网络|网上|信函|当面|现场|电子邮|邮箱|邮寄|传真|其中|重复|不予|部分公开|逾期|超期|延期|转办|转交|上年|结转"
)
# Applications and cases of other kinds, of which township offices receive many. Leaves 申请 alone; misses kinds that it
# does not name (取水申请).
_OTHER_APPLICATIONS = re.compile(
    r"低保|救助|补[助贴]|许可|复议|仲裁|援助|建房|宅基地|入党|审批|登记|调解|残疾|养老|贷款|户口|诉讼|答复|工会|创业|项目申请"
)
# A part, or an application of another kind. Leaves 政府信息公开申请, whatever is said of it.
_PART_OR_OTHER = re.compile(rf"{_PARTS.pattern}|{_OTHER_APPLICATIONS.pattern}")
# Outcomes of 依申请公开信息 that are no number received. Leaves 予以公开, which follows behind 其中.
_FORWARDED = re.compile("转办|不予")
# What else is answered: letters, calls, proposals, approvals, reviews; parts of the applications by their outcome; and
# what was carried on. Leaves 申请.
_OTHER_ANSWERS = re.compile(
    r"提案|建议|热线|留言|信件|来信|咨询|投诉|网民|问题|诉求|12345|信访|市长|信箱|群众|其中|延期|逾期|超期|部分|不予|许可|"
    r"复议|诉讼|同意|予以|无法|转|上年|下一?年|剩余|其余|另外|尚未|正在|补正|撤[回销]|审批|类答复|不存在|不属于|不掌握|告知"
)
_RECEIVE = r"(?:收到|接到|接收|受理|新收|收悉)了?"
_APPLIED = (
    r"(?:依申请公开(?:的?(?:政府)?信息)?(?:的?申请)?|申请(?:公开)?(?:的?(?:政府)?信息)?(?:公开)?)"
    r"(?:的?(?:件数|件|事项|书|办件|条数|情况))?"
)

RECEIVED = (
    # The verb, the application, its number.
    Rule(
        "requests_received",
        re.compile(rf"{_RECEIVE}{GAP}{{0,30}}?{_APPLIED}{LINK}{CASES}"),
        example=("2020年，我镇共收到政府信息公开申请6件。", 6),
        counter_example="我镇依申请公开窗口受理创业申请6件。",
        barred=_PART_OR_OTHER,
    ),
    # The verb, the number, the application behind it.
    Rule(
        "requests_received",
        re.compile(rf"{_RECEIVE}{LINK}{CASES}{GAP}{{0,25}}?(?:依申请公开|申请)(?!人|复议|表)"),
        example=("我街道全年收到3件政府信息公开申请。", 3),
        counter_example="收到3件通过网络提交的政府信息公开申请。",
        barred=_PART_OR_OTHER,
    ),
    # The body's own number behind that of another, the application named once (示例县收到…56件，我局收到2件).
    Rule(
        "requests_received",
        re.compile(
            rf"申请[^，,。；;]{{0,6}}\d件[，,](?:其中[，,]?)?[我本][镇乡街局办委]道?(?:共|新)?收到{LINK}{CASES}(?=[，,。；;、]|$)"
        ),
        example=("示例县共收到政府信息公开申请56件，我镇收到2件。", 2),
        counter_example="示例县共收到低保申请56件，我镇收到2件。",
    ),
    # No verb: 依申请公开 itself is what was counted. What was handled (办理依申请公开2件) may have come a year earlier.
    Rule(
        "requests_received",
        re.compile(
            rf"(?<!转办)(?<!转交)(?<!办结)(?<!答复)(?<!办理)(?<!完成)(?<!处理)依申请公开的?(?:申请|件数|件|事项|办件|办理|数量|次数){{0,2}}{LINK}{CASES}"
        ),
        example=("本年度依申请公开件1件。", 1),
        counter_example="2020年网络依申请公开件1件。",
        barred=_PART_OR_OTHER,
    ),
    # 依申请公开信息 counts what was asked for only where its outcomes follow; else it may count what was given.
    Rule(
        "requests_received",
        re.compile(rf"(?<!转办)(?<!转交)依申请公开(?:政府)?信息{LINK}{CASES}(?=[，,、（(]?其中)"),
        example=("2020年依申请公开政府信息共9件，其中予以公开7件，不掌握2件。", 9),
        counter_example="2020年转办的依申请公开政府信息共9件，其中答复7件。",
        barred=_FORWARDED,
    ),
    # Nor given if nothing was: zero of it is zero either way.
    Rule(
        "requests_received",
        re.compile(rf"依申请公开(?:政府)?信息{LINK}(?=[0零][件条次份宗]){CASES}"),
        example=("2020年，依申请公开政府信息0条。", 0),
        counter_example="2020年，依申请公开政府信息10条。",
    ),
)

ANSWERED = (
    # The verb of answering and a number, with the application between them or before.
    Rule(
        "requests_answered",
        re.compile(rf"(?:答复|办结|回复)了?{GAP}{{0,12}}?(?:申请|依申请公开|依申请)?(?:件|事项)?{LINK}{CASES}"),
        example=("全年收到政府信息公开申请12件，按期答复11件。", 11),
        counter_example="全年收到政府信息公开申请12件，延期答复11件。",
        barred=_OTHER_ANSWERS,
    ),
)
