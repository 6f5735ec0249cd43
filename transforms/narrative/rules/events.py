"""Trainings, the people who took part in them, and meetings."""

from __future__ import annotations

import re

from transforms.narrative.quantities import EVENT_UNITS, quantity
from transforms.narrative.rules.rule import EVENTS, GAP, LINK, PEOPLE, Rule

# Trainings about something else, of which a township holds many. Leaves 业务培训 and 政务公开培训; misses subjects that
# it does not name (垃圾分类).
_OTHER_TRAININGS = re.compile(
    r"技能|农业|农技|就业|电商|种植|养殖|消防|安全|党员|党建|驾驶|创业|务工|妇女|急救|防汛|护林|家政|禁毒|反诈|科技|技术|党课"
    r"|月嫂|厨师|电焊|普法|疫情|防控|健康|环保"
)
# Meetings that are a training, or of other bodies. Leaves 推进会 and 专题会议.
_OTHER_MEETINGS = re.compile(r"培训|发布会|听证|党委会|党组会|党代会|人代会|代表大会")
_HOLD = r"(?:举办|组织|开展|召开|参加|进行|举行|接受|承办|参与)了?"
_TRAINING = r"(?:培训|轮训)(?:会议|会|班|活动|学习|讲座|工作|课)?"
_PARTICIPANTS = r"(?:的?(?:人员|人数|干部|工作人员|相关人员|业务人员|信息员))?"
_MEETING = r"(?:会议|推进会|专题会|部署会|工作会|例会|协调会|座谈会|联席会|研讨会|调度会|专题会议|会)"

BARE_TRAININGS = (
    # 培训 as the verb, in words of a total. Without them 培训3次 may be a part.
    Rule(
        "trainings",
        re.compile(rf"(?:共|累计|全年)培训{EVENTS}"),
        example=("2020年，政务公开工作累计培训3次。", 3),
        counter_example="公开栏宣传的农业技术累计培训3次。",
        barred=_OTHER_TRAININGS,
    ),
)

TRAININGS = (
    # The verb, the training, its number.
    Rule(
        "trainings",
        re.compile(rf"{_HOLD}{GAP}{{0,30}}?{_TRAINING}{LINK}{EVENTS}"),
        example=("2020年参加上级组织的政务公开培训四次。", 4),
        counter_example="公开栏内通知开展农业技术培训四次。",
        barred=_OTHER_TRAININGS,
    ),
    # The verb, the number, the training behind it.
    Rule(
        "trainings",
        re.compile(rf"{_HOLD}{LINK}{EVENTS}{GAP}{{0,25}}?(?:培训|轮训)(?!人)"),
        example=("2020年举办2期政务公开业务培训班。", 2),
        counter_example="公开栏通知，2020年举办2期电商培训班。",
        barred=_OTHER_TRAININGS,
    ),
)

PEOPLE_TRAINED = (
    # The people behind the word of training.
    Rule(
        "people_trained",
        re.compile(rf"(?:参训|受训|参加培训|参与培训|培训){_PARTICIPANTS}{LINK}{PEOPLE}"),
        example=("2020年举办政务公开业务会，参训人员85人次。", 85),
        counter_example="公开栏公布，消防安全参训人员85人次。",
        barred=_OTHER_TRAININGS,
    ),
    # The people behind the number of trainings.
    Rule(
        "people_trained",
        re.compile(
            rf"(?:培训|轮训)[^，,。；;\d]{{0,8}}{quantity(EVENT_UNITS, name='_events')}"
            rf"[，,、（(]?(?:共|累计|参加|参训|培训|受训|覆盖|参与)*(?:人员|人数|干部)?{LINK}{quantity('人次|人')}"
        ),
        example=("2020年组织政务公开培训3次，覆盖85人次。", 85),
        counter_example="2020年在公开栏公布电商培训3次，覆盖85人次。",
        barred=_OTHER_TRAININGS,
    ),
)

MEETINGS = (
    # The verb, the meeting, its number.
    Rule(
        "meetings",
        re.compile(rf"(?:召开|举行|组织召开)了?{GAP}{{0,30}}?{_MEETING}{LINK}{EVENTS}"),
        example=("2020年召开政务公开专题会议4次。", 4),
        counter_example="2020年就政务公开召开新闻发布会4次。",
        barred=_OTHER_MEETINGS,
    ),
    # The verb, the number, the meeting behind it.
    Rule(
        "meetings",
        re.compile(rf"(?:召开|举行)了?{LINK}{EVENTS}{GAP}{{0,25}}?会"),
        example=("2020年召开4次政务公开工作推进会。", 4),
        counter_example="2020年召开4次党委会，研究政务公开工作。",
        barred=_OTHER_MEETINGS,
    ),
    # The number before the verb.
    Rule(
        "meetings",
        re.compile(rf"{EVENTS}(?:召开|举行){GAP}{{0,25}}?会"),
        example=("党委先后3次召开政务公开工作推进会。", 3),
        counter_example="党委先后3次召开政务公开培训会。",
        barred=_OTHER_MEETINGS,
    ),
)
