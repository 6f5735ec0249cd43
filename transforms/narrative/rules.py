"""How reports state numbers in prose: one pattern a phrasing.

A pattern says plainly what is counted: its verb, its object and its counting word stand together, with nothing between
them that would make the number that of a part. Gaps hold no digit and no comma, so that a number is never taken from
the neighbouring statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.narrative.quantities import CASE_UNITS, EVENT_UNITS, ITEM_UNITS, PEOPLE_UNITS, quantity
from transforms.text import BASIC_HAN, NONZERO_NUMERALS, ONE_TO_TEN

GAP = r"[^，,。；;：:\d]"
LINK = r"(?:的(?=数|总))?(?:共计|共有|总计|合计|累计|总数|总量|数量|数|共|为|达到?|有|是|计|各类|[:：]){0,3}"
_DISCLOSURE = r"公开|政府信息|依申请|信息员"
_OTHER_APPLICATIONS = re.compile(
    r"低保|救助|补[助贴]|许可|复议|仲裁|援助|建房|宅基地|入党|审批|登记|调解|残疾|养老|贷款|户口|诉讼|答复|工会|创业|项目申请"
)
_PARTS = re.compile(
    r"网络|网上|信函|当面|现场|电子邮|邮箱|邮寄|传真|其中|重复|不予|部分公开|逾期|超期|延期|转办|转交|上年|结转"
)
_OTHER_TRAININGS = re.compile(
    r"技能|农业|农技|就业|电商|种植|养殖|消防|安全|党员|党建|驾驶|创业|务工|妇女|急救|防汛|护林|家政|禁毒|反诈|科技|技术|党课"
    r"|月嫂|厨师|电焊|普法|疫情|防控|健康|环保"
)
_OTHER_STAFF = re.compile(
    r"领导|镇长|乡长|主任|书记|组长|组员|成员|监督员|群众|代表|村干部|服务对象|培训|参加|接待|窗口"
)
_OTHER_MEETINGS = re.compile(r"培训|发布会|听证|党委会|党组会|党代会|人代会|代表大会")
_OTHER_ANSWERS = re.compile(
    r"提案|建议|热线|留言|信件|来信|咨询|投诉|网民|问题|诉求|12345|信访|市长|信箱|群众|其中|延期|逾期|超期|部分|不予|许可|"
    r"复议|诉讼"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A phrasing that states a number of `metric` for `channel`.

    `context` must be found in the clause up to the match's end, `barred` must not be found in the match. With
    `is_about_disclosure` the sentence must speak of disclosure, or stand in the section that is about the metric.
    """

    metric: str
    pattern: re.Pattern[str]
    channel: str = "all"
    barred: re.Pattern[str] | None = None
    is_about_disclosure: bool = True
    names: tuple[str, ...] = ("",)


def _rule(metric: str, pattern: str, channel: str = "all", barred: re.Pattern[str] | None = None) -> Rule:
    return Rule(metric, re.compile(pattern), channel, barred)


_CASES, _EVENTS, _PEOPLE = quantity(CASE_UNITS), quantity(EVENT_UNITS), quantity(PEOPLE_UNITS)
_RECEIVE = r"(?:收到|接到|接收|受理|新收|收悉)了?"
_APPLIED = (
    r"(?:依申请公开(?:的?(?:政府)?信息)?(?:的?申请)?|申请(?:公开)?(?:的?(?:政府)?信息)?(?:公开)?)"
    r"(?:的?(?:件数|件|事项|书|办件|条数|情况))?"
)
_REQUESTS = re.compile(rf"{_PARTS.pattern}|{_OTHER_APPLICATIONS.pattern}")
_HOLD = r"(?:举办|组织|开展|召开|参加|进行|举行|接受|承办|参与)了?"
_TRAINING = r"(?:培训|轮训)(?:会议|会|班|活动|学习|讲座|工作|课)?"
_PARTICIPANTS = r"(?:的?(?:人员|人数|干部|工作人员|相关人员|业务人员|信息员))?"
_EMPLOY = r"(?:配备|配有|配置|配齐|设有|确定|明确|安排|指定|落实|现有|共有|抽调|选派|专设|从事|设立|设置|有)了?"
_WORKERS = r"(?:工作人员|专职人员|兼职人员|专兼职人员|专人|专员|业务人员|经办人员|管理人员|专干)"
_MEETING = r"(?:会议|推进会|专题会|部署会|工作会|例会|协调会|座谈会|联席会|研讨会|调度会|专题会议|会)"
_NPC = r"(?:人大(?:代表)?的?(?:意见)?(?:建议|议案|提案)|(?<!人大)代表(?:建议|议案))(?:意见)?"
_CPPCC = r"(?:政协(?:委员|代表)?的?(?:意见)?(?:提案|建议|议案)|(?<!政协)委员提案)"
_JOINT = (
    rf"(?:(?:{_NPC}|人大(?:代表)?)(?:[、和及与或]|以及|，|,)(?:{_CPPCC})|(?:建议提案|提案建议|议案提案|两会建议提案))"
)
_DONE = r"(?:的?(?:办理|承办|答复|办结))?(?:件|数)?"
_RECONSIDERED = r"行政复议(?:案件|申请|案|事项)?"
_LITIGATED = r"(?:行政诉讼|(?<!行政)诉讼)(?:案件|案|事项)?"

RULES = (
    _rule("requests_received", rf"{_RECEIVE}{GAP}{{0,30}}?{_APPLIED}{LINK}{_CASES}", barred=_REQUESTS),
    _rule(
        "requests_received",
        rf"{_RECEIVE}{LINK}{_CASES}{GAP}{{0,25}}?(?:依申请公开|申请)(?!人|复议|表)",
        barred=_REQUESTS,
    ),
    _rule(
        "requests_received",
        rf"(?<!转办)(?<!转交)(?<!办结)(?<!答复)依申请公开的?(?:申请|件数|件|事项|办件|办理|数量|次数){{0,2}}{LINK}{_CASES}",
        barred=_REQUESTS,
    ),
    _rule(
        "requests_received",
        rf"(?<!转办)(?<!转交)依申请公开(?:政府)?信息{LINK}{_CASES}(?=[，,、（(]?其中)",
        barred=re.compile("转办|不予"),
    ),
    _rule("requests_received", rf"依申请公开(?:政府)?信息{LINK}(?=[0零][件条次份宗]){_CASES}"),
    _rule("trainings", rf"(?:共|累计|全年)培训{_EVENTS}", barred=_OTHER_TRAININGS),
    _rule(
        "requests_answered",
        rf"(?:答复|办结|回复)了?{GAP}{{0,12}}?(?:申请|依申请公开|依申请)?(?:件|事项)?{LINK}{_CASES}",
        barred=_OTHER_ANSWERS,
    ),
    _rule("trainings", rf"{_HOLD}{GAP}{{0,30}}?{_TRAINING}{LINK}{_EVENTS}", barred=_OTHER_TRAININGS),
    _rule("trainings", rf"{_HOLD}{LINK}{_EVENTS}{GAP}{{0,25}}?(?:培训|轮训)(?!人)", barred=_OTHER_TRAININGS),
    _rule(
        "people_trained",
        rf"(?:参训|受训|参加培训|参与培训|培训){_PARTICIPANTS}{LINK}{_PEOPLE}",
        barred=_OTHER_TRAININGS,
    ),
    _rule(
        "people_trained",
        rf"(?:培训|轮训)[^，,。；;\d]{{0,8}}{quantity(EVENT_UNITS, name='_events')}"
        rf"[，,、（(]?(?:共|累计|参加|参训|培训|受训|覆盖|参与)*(?:人员|人数|干部)?{LINK}{quantity('人次|人')}",
        barred=_OTHER_TRAININGS,
    ),
    _rule(
        "staff",
        rf"{_EMPLOY}(?:{GAP}{{0,20}}?)专职{GAP}{{0,12}}?{_PEOPLE}",
        "full_time",
        re.compile(rf"{_OTHER_STAFF.pattern}|兼职"),
    ),
    _rule("staff", rf"{_EMPLOY}{GAP}{{0,20}}?{_PEOPLE}专职(?!兼职|或|、(?!\d))", "full_time", _OTHER_STAFF),
    _rule(
        "staff",
        rf"(?:专职[^，,。；;\d]{{0,8}}[、，,和及]|{_EMPLOY}{GAP}{{0,20}}?){_PEOPLE}兼职",
        "part_time",
        _OTHER_STAFF,
    ),
    _rule(
        "staff",
        rf"专职{GAP}{{0,12}}?{quantity(PEOPLE_UNITS, name='_full')}[、，,和及]{{1,2}}兼职{GAP}{{0,12}}?{_PEOPLE}",
        "part_time",
        _OTHER_STAFF,
    ),
    _rule(
        "staff",
        rf"{_EMPLOY}{GAP}{{0,20}}?{_PEOPLE}(?!专职|兼职)[^，,。；;、\d]{{0,12}}?(?:工作人员|专人|专干|经办人员|业务人员|人员负责)",
        "all",
        _OTHER_STAFF,
    ),
    _rule(
        "staff",
        rf"{_EMPLOY}{GAP}{{0,20}}?(?:专兼职(?:工作)?人员|(?<!专职)(?<!兼职){_WORKERS}){LINK}{_PEOPLE}",
        "all",
        re.compile(rf"{_OTHER_STAFF.pattern}|(?<!专)兼职|专职"),
    ),
    _rule(
        "staff",
        rf"人员由{quantity(PEOPLE_UNITS, name='_before')}(?:增加|增|扩充|充实|调整)[到至为]{_PEOPLE}",
        "all",
        re.compile("培训|参加"),
    ),
    _rule("meetings", rf"(?:召开|举行|组织召开)了?{GAP}{{0,30}}?{_MEETING}{LINK}{_EVENTS}", barred=_OTHER_MEETINGS),
    _rule("meetings", rf"(?:召开|举行)了?{LINK}{_EVENTS}{GAP}{{0,25}}?会", barred=_OTHER_MEETINGS),
    _rule("meetings", rf"{_EVENTS}(?:召开|举行){GAP}{{0,25}}?会", barred=_OTHER_MEETINGS),
    Rule("proposals_handled", re.compile(rf"{_JOINT}{_DONE}{LINK}{_CASES}"), is_about_disclosure=False),
    Rule(
        "proposals_handled",
        re.compile(rf"(?<![、和及与或]){_NPC}{_DONE}{LINK}{_CASES}"),
        "npc_suggestions",
        is_about_disclosure=False,
    ),
    Rule(
        "proposals_handled", re.compile(rf"{_CPPCC}{_DONE}{LINK}{_CASES}"), "cppcc_proposals", is_about_disclosure=False
    ),
    Rule(
        "proposals_handled",
        re.compile(rf"(?:办理|承办|办结|答复|收到|接到)了?{LINK}{_CASES}{GAP}{{0,10}}?{_NPC}(?![、和及与或])"),
        "npc_suggestions",
        is_about_disclosure=False,
    ),
    Rule(
        "proposals_handled",
        re.compile(rf"(?:办理|承办|办结|答复|收到|接到|[、，,和及]|建议){LINK}{_CASES}{GAP}{{0,8}}?{_CPPCC}"),
        "cppcc_proposals",
        is_about_disclosure=False,
    ),
    Rule(
        "followers",
        re.compile(
            rf"(?:粉丝|关注(?:人数|用户|量|者)|订阅(?:用户|数|人数))(?:总?数?量?|人数)?已?{LINK}"
            rf"{quantity('人|名|个|户|位', needs_unit=False)}(?![\d.%％年月次条篇])"
        ),
        is_about_disclosure=False,
    ),
    _rule("reconsiderations", rf"(?<!经){_RECONSIDERED}{LINK}{_CASES}(?!行政诉讼)"),
    _rule(
        "reconsiderations", rf"(?:发生|收到|受理|产生|涉及|有){LINK}{_CASES}{GAP}{{0,12}}?行政复议(?!后|、|和|及|与|或)"
    ),
    _rule("litigations", rf"(?<![、和及与或]){_LITIGATED}{LINK}{_CASES}"),
    _rule("litigations", rf"(?:发生|收到|受理|产生|涉及|有|、|，|,){LINK}{_CASES}{GAP}{{0,12}}?行政诉讼"),
)

JOINT_REVIEWS = re.compile(
    rf"{_RECONSIDERED}(?:[、和及与或，,]|以及){{1,2}}(?:提起)?{_LITIGATED}(?P<each>各|均|都|分别)?{LINK}{_CASES}"
)
"""Reconsiderations and litigations in one number: both if it is 0 or each; else nobody's."""

_NOT = (
    r"(?:(?:未曾?|没有?|尚未|暂未|从未|并未|均未|没能)(?:有)?(?:收到|接到|接收|收悉|受理|发生|出现|产生|涉及|存在|引发|有|因|被|办理过)"
    r"|不存在|无(?!偿|法|关|需|正当|障碍|论|条件|效|纸|漏|误|缝)|没有)"
)
_NO_COMMA = r"[^，,。；;：:\d]"
_NO_REQUEST_GAP = re.compile(
    r"逾期|超期|不予|重复|答复|未按|投诉|举报|复议|诉讼|收费|费用|减免|撤回|上年|结转|正当|制作|建立"
    r"|办结|缴|信访|低保|许可|补正|以外|之外|救助|其[他它](?!组织|公民|社会|机构|单位|申请人|任何)|再|另"
    r"|(?:涉及|关于|有关|针对|围绕|属于)(?!(?:本[镇乡街]|我[镇乡街])?的?(?:政府|政务)?信息|(?:政府|主动|依法)?公开|依申请)|(?:方面|领域|类)的"
)
_SOME_APPLICANTS = re.compile(r"企业|法人|组织|机构")
_SOME_WAYS = re.compile(r"网络|网上|信函|当面|现场|邮|传真|书面")
_ALL_WAYS = re.compile(r"任何|各种|等")
_ALL_APPLICANTS = re.compile(r"公民|自然人|个人|群众|任何|各类|社会|单位")
_LIST_END = r"(?=[，,。；;、)）！!]|$|也|及|和|或|且|故|因此)"
_NO_REQUEST_TAIL = (
    r"(?:的?(?:件数|件|事项|事件|申请|情况|办件|信息|业务|要求|书|函|需求|案件|政府信息|公开|诉求|现象|内容|记录))*"
)
NO_REQUESTS = re.compile(
    rf"{_NOT}(?P<gap>(?:{_NO_COMMA}){{0,45}}?)(?:依申请公开|申请公开|申请){_NO_REQUEST_TAIL}{_LIST_END}"
)
ZERO_REQUESTS = re.compile(
    r"(?:依申请公开|信息公开申请)(?P<gap>(?:办理|受理|收到)?(?:的?(?:事项|申请|件数|件|数量|信息|政府信息|数|量|情况)){0,3})"
    r"(?:为零|为0|为无|数为零|零报告|零申请|均为零|[:：]无|[:：]零)(?=[，,。；;、]|$)"
)
_NO_REVIEW_TAIL = r"(?:的?(?:案件|申请|情况|事件|案|事项|现象|问题|行为))*(?:发生|出现)?"
NO_RECONSIDERATIONS = re.compile(
    rf"{_NOT}(?P<gap>(?:{_NO_COMMA}){{0,45}}?)(?<!未经)复议(?!后){_NO_REVIEW_TAIL}"
    rf"(?P<both>(?:[、和及与或]|以及|，(?=提起)|,(?=提起)){{1,2}}(?:被|提起|引发|发生)?(?:的)?(?:行政)?(?:诉讼|应诉){_NO_REVIEW_TAIL})?{_LIST_END}"
)
NO_LITIGATIONS = re.compile(
    rf"{_NOT}(?P<gap>(?:{_NO_COMMA}){{0,45}}?)(?<!复议)(?<!复议、行政)(?:行政诉讼|诉讼){_NO_REVIEW_TAIL}{_LIST_END}"
)
ZERO_REVIEWS = re.compile(
    r"行政复议(?P<both>(?:[、和及与或]|以及)(?:提起)?(?:行政)?诉讼)?(?:的?(?:案件|情况|数量|数)){0,2}(?:均|都|各)?"
    r"(?:为零|为0|为无|[:：]无|[:：]零|零发生|零案件|均无)(?=[，,。；;、]|$)"
)
ZERO_LITIGATIONS = re.compile(
    r"(?<![、和及与或])行政诉讼(?P<gap>)(?:的?(?:案件|情况|数量|数)){0,2}(?:为零|为0|为无|[:：]无|[:：]零)(?=[，,。；;、]|$)"
)
NO_PROPOSALS = re.compile(
    rf"(?:{_NOT}|(?:未|没有|尚未|均未)(?:承办|办理))(?P<gap>(?:{_NO_COMMA}){{0,20}}?)"
    rf"(?P<which>{_JOINT}|{_NPC}|{_CPPCC}|提案)(?:的?(?:办理|任务|情况|件|事项))*{_LIST_END}"
)
WHICH_PROPOSALS = (
    (re.compile(_JOINT), "all"),
    (re.compile(_NPC), "npc_suggestions"),
    (re.compile(_CPPCC), "cppcc_proposals"),
)
NO_GAP = re.compile(r"败诉|纠[错正]|撤销|维持|责令|未|逾期|正当|超期|按时|以外|之外")


def is_no_request(gap: str) -> bool:
    """Whether what was not received is any request at all, and not only those of some kind."""
    if _NO_REQUEST_GAP.search(gap) or "未" in gap:
        return False
    if _SOME_WAYS.search(gap) and not _ALL_WAYS.search(gap):
        return False
    return not _SOME_APPLICANTS.search(gap) or bool(_ALL_APPLICANTS.search(gap))


def names_some_applicants(words: str) -> bool:
    """Whether persons or bodies alone are meant: a number of theirs is a part (自然人申请3件)."""
    has_bodies, has_persons = bool(_SOME_APPLICANTS.search(words)), bool(_ALL_APPLICANTS.search(words))
    return (has_bodies and not has_persons) or ("自然人" in words and not has_bodies)


# --- disclosures and posts -----------------------------------------------------------------------------------------

_OBJECT = (
    r"(?:了|各类|各项|各种|相关|有关|的|政府|政务|政务公开|政府公开|政民互动)*(?P<object>信息|消息)?"
    r"(?:公开)?(?:的?(?:内容|总数量|数量|总量|总数|条数|数|情况))?"
)
DISCLOSED = re.compile(
    rf"(?P<verb>主动(?:对外|向社会)?(?:公开|发布|更新)|(?:政府|政务|(?<![{BASIC_HAN}]))信息(?:主动)?公开|对外公开|公开发布|公开|发布|更新|上传|刊登|登载|推送|编发)"
    rf"{_OBJECT}(?P<link>(?:共计|共有|总计|合计|累计|总共|共|为|达到?|有|计|[:：]){{0,3}})$"
)
POSTED = re.compile(
    r"(?P<verb>发布|推送|编发|发送|推出|更新|转载|发文|刊发|制作|上传|发表|发出)(?:了|各类|各项|相关|有关|政务|政府|原创|宣传|官方|微信公众号|公众号|微信|微博|抖音|视频号)*"
    r"(?:信息|文章|推文|图文|消息|内容|作品|视频|短视频|动态|稿件|微博|微信){0,2}(?:内容|数量|数)?"
    r"(?P<link>(?:共计|共有|总计|合计|累计|共|为|达到?|有|计|[:：]){0,3})$"
)
BEHIND_NUMBER = re.compile(r"(?:各类|相关|有关)?(?:政府|政务)?信息(?!员|化|点|类|平台|公开栏)")
POSTS_BEHIND_NUMBER = re.compile(
    r"(?:各类|相关|原创)?(?:政府|政务)?(?:信息(?!员|化|点)|文章|推文|图文|消息|作品|视频|短视频|动态)"
)
NOT_DISCLOSED = re.compile(
    r"(?:依申请|不予|部分|未|未予|不|拟|申请|予以|村务|党务|校务|居务|财务|厂务|应|可|不得|整改|删除|清理|移交|报送|抄送|审核|审查|核查|抽查|检查|发现)$"
)
NO_ACT_OF_DISCLOSING = re.compile(
    r"删除|清理|下架|撤[回销下]|整改|纠正|改正|抽查|检查|核查|审[核查]|复核|监测|排查|发现|未|应(?!急|用|对|邀)|需(?!求)|拟|漏|错|待|不予|依申请"
    r"|指导|督促|要求|任务|涉及|关于|有关于|因|对(?!外|社会)|复议|诉讼|举报|投诉|历史"
)
"""Words before the verb with which disclosed information is meant as the object of something else."""
OWN_WORDS = re.compile(
    rf"本年度?|[＃\d、年度月日起止底末初上下半至到\-—~～（）()“”\"①-⑳.．]|[{ONE_TO_TEN}]是"
    r"|[我本全该][镇乡街县市区局委办院场州旗单](?:道|位|处|机关|办事处)?|本单位|近来|全年|今年|年内|以来|累计|总计|合计|总共|一共|共计|历年|期间?"
    rf"|[{BASIC_HAN}]{{1,8}}?(?:镇|乡|街道|苏木|农场|林场|县|区|市|局|办事处)(?:人民政府|政府|党委|党工委)?|机关|办公室|政府"
    r"|共|已|均|总|新增|新|实际|其中|按照?(?:要求|规定|时)|依法|依规|及时|主动|积极|认真|准确|全面|规范|严格|统一|集中|持续|继续|坚持|切实"
    r"|通过|利用|借助|依托|运用|采取|采用|以|在|经|从|由|主要|多种|各种|各类|多|形式|渠道|方式|途径|载体|平台|媒体|等|和|与|及|或|的|了|并|地|上"
    r"|面?向(?:社会|公众|群众)(?:公众)?|对(?:外|社会)|社会|公众|应公开尽公开|累计|情况|截[至止]|目前|统计|结果|数据|工作|线上|线下|网[上络]|制作|整理|录入"
    r"|政府信息公开|政务公开|信息公开|主动公开|公开|做到|共有|有"
)
"""Words before the verb that name the body, the year, the manner or the place, but no part of the information."""
OF_A_KIND_BEFORE = re.compile(
    rf"(?:围绕|聚焦|针对)[^，,；;]{{2,20}}[，,]$|(?:方面|领域|类别|栏目|板块|[{BASIC_HAN}]类)[，,：:]?$"
)
OTHER_BODIES = re.compile(
    r"(?:^|[，,；;。：:（(])[＃\d年度全今本]{0,8}[，,]?(?P<body>全[县市区省旗州盟](?!域)"
    r"|[县市区旗州省](?:委|级|直|里|人民政府|政府)(?!网|门户|信息公开[平网]|公开|官)|各?(?:行政)?村(?!务公开[栏网平])|各(?:社区|乡镇|镇街|街镇|乡|镇)|社区|上级)"
)
"""Bodies other than a township, where a clause begins with them; those of a county are its own."""
SELF = re.compile(r"[我本](?:镇|乡|街道?|办|场|局|单位|苏木|机关|中心|委)|全(?:镇|乡|街道)")
OF_THESE_ABOUT_DISCLOSURE = re.compile(r"[，,、（(]?\s*(?:其中|涉及|属于|包括)[^。；;]{0,16}?(?:公开|依申请)")
BARE_CHANNEL = re.compile(r"(?:上|中|平台|账号|信息|官方|政务|分别|公开|发布|推送|更新|共|各|为|[”\"’:：])*$")
ITEMS = re.compile(quantity(ITEM_UNITS))
ANY_NUMBER = re.compile(
    rf"[\d{NONZERO_NUMERALS}][\d,.{NONZERO_NUMERALS}万余多]*(?:条次|条|件|篇|期|则|项|份|人次|次|个|人|名|大类)"
)
ABOUT_DISCLOSURE = re.compile(_DISCLOSURE)
