"""People who work for disclosure, full time, part time, or without saying."""

from __future__ import annotations

import re

from transforms.narrative.quantities import PEOPLE_UNITS, quantity
from transforms.narrative.rules.rule import GAP, LINK, PEOPLE, Rule

# People who are no staff of disclosure: leaders, members of a group, the public. Leaves 工作人员 and 专人.
_OTHER_STAFF = re.compile(
    r"领导|镇长|乡长|主任|书记|组长|组员|成员|监督员|群众|代表|村干部|服务对象|培训|参加|接待|窗口"
)
# Other people, or the number of those in part time. Leaves 专职.
_NOT_FULL_TIME = re.compile(rf"{_OTHER_STAFF.pattern}|兼职")
# Other people, or a number of one kind only. Leaves 专兼职, both together.
_OF_ONE_KIND = re.compile(rf"{_OTHER_STAFF.pattern}|(?<!专)兼职|专职")
# Numbers of people that grew otherwise than by posts. Leaves 增加 and 充实.
_NOT_POSTS = re.compile("培训|参加")
_EMPLOY = r"(?:配备|配有|配置|配齐|设有|确定|明确|安排|指定|落实|现有|共有|抽调|选派|专设|从事|设立|设置|有)了?"
_WORKERS = r"(?:工作人员|专职人员|兼职人员|专兼职人员|专人|专员|业务人员|经办人员|管理人员|专干)"

STAFF = (
    # 专职, then the number.
    Rule(
        "staff",
        re.compile(rf"{_EMPLOY}(?:{GAP}{{0,20}}?)专职{GAP}{{0,12}}?{PEOPLE}"),
        example=("我镇配备政务公开专职人员2名。", 2),
        counter_example="我镇配备政务公开专职监督员2名。",
        channel="full_time",
        barred=_NOT_FULL_TIME,
    ),
    # The number, then 专职.
    Rule(
        "staff",
        re.compile(rf"{_EMPLOY}{GAP}{{0,20}}?{PEOPLE}专职(?!兼职|或|、(?!\d))"),
        example=("党政办负责信息公开，配备1名专职工作人员。", 1),
        counter_example="我镇窗口设有1名专职人员，公开办事指南。",
        channel="full_time",
        barred=_OTHER_STAFF,
    ),
    # The number, then 兼职.
    Rule(
        "staff",
        re.compile(rf"(?:专职[^，,。；;\d]{{0,8}}[、，,和及]|{_EMPLOY}{GAP}{{0,20}}?){PEOPLE}兼职"),
        example=("党政办负责信息公开，配备1名专职、2名兼职工作人员。", 2),
        counter_example="我镇窗口设有2名兼职人员，公开办事指南。",
        channel="part_time",
        barred=_OTHER_STAFF,
    ),
    # Both with the number behind: 专职1名、兼职2名.
    Rule(
        "staff",
        re.compile(
            rf"专职{GAP}{{0,12}}?{quantity(PEOPLE_UNITS, name='_full')}[、，,和及]{{1,2}}兼职{GAP}{{0,12}}?{PEOPLE}"
        ),
        example=("信息公开工作人员中，专职1名、兼职2名。", 2),
        counter_example="信息公开专职工作人员1名，兼职监督员2名。",
        channel="part_time",
        barred=_OTHER_STAFF,
    ),
    # The number, then the workers, of no kind; those who take part in something may be any.
    Rule(
        "staff",
        re.compile(
            rf"{_EMPLOY}{GAP}{{0,20}}?{PEOPLE}(?!专职|兼职)[^，,。；;、\d]{{0,12}}?(?:工作人员|专人|专干|经办人员|业务人员|人员负责)(?!参加|参与|赴)"
        ),
        example=("明确1名工作人员负责信息公开日常工作。", 1),
        counter_example="明确1名分管领导和工作人员负责信息公开日常工作。",
        barred=_OTHER_STAFF,
    ),
    # The workers, of no kind or of both, then the number.
    Rule(
        "staff",
        re.compile(rf"{_EMPLOY}{GAP}{{0,20}}?(?:专兼职(?:工作)?人员|(?<!专职)(?<!兼职){_WORKERS}){LINK}{PEOPLE}"),
        example=("我镇配备了政务公开工作人员2名。", 2),
        counter_example="我镇配备了窗口工作人员2名，公开办事指南。",
        barred=_OF_ONE_KIND,
    ),
    # A number that grew: the later one is that of the report's day.
    Rule(
        "staff",
        re.compile(rf"人员由{quantity(PEOPLE_UNITS, name='_before')}(?:增加|增|扩充|充实|调整)[到至为]{PEOPLE}"),
        example=("政务公开专兼职人员由2人增加到5人。", 5),
        counter_example="参加政务公开培训的人员由20人增加到50人。",
        barred=_NOT_POSTS,
    ),
)
