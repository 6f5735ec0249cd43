"""The statistics form as this bench knows it: written down a second time on purpose, as in `tests.truth.form`.

The lines are those of the form that 国办发〔2014〕32号 prescribes, top to bottom. One without a code has no figure.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A line of the form: its code, '' for a heading, the label with its number and remark, and its unit."""

    code: str
    label: str
    unit: str = "——"

    @property
    def is_money(self) -> bool:
        return self.unit == "万元"


FORM = (
    Line("", "一、主动公开情况"),
    Line("disclosed", "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条"),
    Line("disclosed_normative", "其中：主动公开规范性文件数", "条"),
    Line("normative_issued", "制发规范性文件总数", "件"),
    Line("", "（二）通过不同渠道和方式公开政府信息的情况"),
    Line("disclosed_gazette", "1.政府公报公开政府信息数", "条"),
    Line("disclosed_website", "2.政府网站公开政府信息数", "条"),
    Line("disclosed_weibo", "3.政务微博公开政府信息数", "条"),
    Line("disclosed_wechat", "4.政务微信公开政府信息数", "条"),
    Line("disclosed_other", "5.其他方式公开政府信息数", "条"),
    Line("", "二、回应解读情况"),
    Line("responses", "（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次"),
    Line("", "（二）通过不同渠道和方式回应解读的情况"),
    Line("press_conferences", "1.参加或举办新闻发布会总次数", "次"),
    Line("press_conferences_head", "其中：主要负责同志参加新闻发布会次数", "次"),
    Line("interviews", "2.政府网站在线访谈次数", "次"),
    Line("interviews_head", "其中：主要负责同志参加政府网站在线访谈次数", "次"),
    Line("interpretations", "3.政策解读稿件发布数", "篇"),
    Line("responses_social", "4.微博微信回应事件数", "次"),
    Line("responses_other", "5.其他方式回应事件数", "次"),
    Line("", "三、依申请公开情况"),
    Line("requests_received", "（一）收到申请数", "件"),
    Line("requests_in_person", "1.当面申请数", "件"),
    Line("requests_fax", "2.传真申请数", "件"),
    Line("requests_online", "3.网络申请数", "件"),
    Line("requests_letter", "4.信函申请数", "件"),
    Line("requests_concluded", "（二）申请办结数", "件"),
    Line("concluded_on_time", "1.按时办结数", "件"),
    Line("concluded_extended", "2.延期办结数", "件"),
    Line("requests_answered", "（三）申请答复数", "件"),
    Line("answered_already_public", "1.属于已主动公开范围数", "件"),
    Line("answered_granted", "2.同意公开答复数", "件"),
    Line("answered_partial", "3.同意部分公开答复数", "件"),
    Line("answered_refused", "4.不同意公开答复数", "件"),
    Line("refused_state_secret", "其中：涉及国家秘密", "件"),
    Line("refused_trade_secret", "涉及商业秘密", "件"),
    Line("refused_privacy", "涉及个人隐私", "件"),
    Line("refused_security", "危及国家安全、公共安全、经济安全和社会稳定", "件"),
    Line("refused_not_information", "不是《条例》所指政府信息", "件"),
    Line("refused_other_law", "法律法规规定的其他情形", "件"),
    Line("answered_not_competent", "5.不属于本行政机关公开数", "件"),
    Line("answered_not_existing", "6.申请信息不存在数", "件"),
    Line("answered_correction", "7.告知作出更改补充数", "件"),
    Line("answered_other_channel", "8.告知通过其他途径办理数", "件"),
    Line("reconsiderations", "四、行政复议数量", "件"),
    Line("reconsideration_upheld", "（一）维持具体行政行为数", "件"),
    Line("reconsideration_corrected", "（二）被依法纠错数", "件"),
    Line("reconsideration_other", "（三）其他情形数", "件"),
    Line("litigations", "五、行政诉讼数量", "件"),
    Line("litigation_upheld", "（一）维持具体行政行为或者驳回原告诉讼请求数", "件"),
    Line("litigation_corrected", "（二）被依法纠错数", "件"),
    Line("litigation_other", "（三）其他情形数", "件"),
    Line("complaints", "六、举报投诉数量", "件"),
    Line("fees", "七、依申请公开信息收取的费用", "万元"),
    Line("", "八、机构建设和保障经费情况"),
    Line("offices", "（一）政府信息公开工作专门机构数", "个"),
    Line("reading_points", "（二）设置政府信息公开查阅点数", "个"),
    Line("staff", "（三）从事政府信息公开工作人员数", "人"),
    Line("staff_full_time", "1.专职人员数（不包括政府公报及政府网站工作人员数）", "人"),
    Line("staff_part_time", "2.兼职人员数", "人"),
    Line(
        "funding",
        "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）",
        "万元",
    ),
    Line("", "九、政府信息公开会议和培训情况"),
    Line("meetings_held", "（一）召开政府信息公开工作会议或专题会议数", "次"),
    Line("trainings", "（二）举办各类培训班数", "次"),
    Line("people_trained", "（三）接受培训人员数", "人次"),
)

# A forerunner, as cities used it before 2014: its own words for some lines, and lines that the form of 2014 has not.
FORERUNNER = (
    Line("disclosed", "主动公开信息数", "条"),
    Line("disclosed_full_text", "其中：全文电子化的主动公开信息数", "条"),
    Line("normative_new", "新增的行政规范性文件数", "条"),
    Line("disclosed_services", "提供服务类信息数", "条"),
    Line("website_visits", "网站专栏页面访问量", "人次"),
    Line("visitors_received", "现场接待人数", "人次"),
    Line("online_consultations", "网上咨询数", "人次"),
    Line("telephone_consultations", "咨询电话接听数", "人次"),
    Line("catalogue_on_request", "依申请公开信息目录数", "条"),
    Line("requests_received", "申请总数", "条"),
    Line("requests_in_person", "其中：1.当面申请数", "条"),
    Line("requests_fax", "2.传真申请数", "条"),
    Line("requests_email", "3.电子邮件申请数", "条"),
    Line("requests_web_form", "4.网上申请数", "条"),
    Line("requests_letter", "5.信函申请数", "条"),
    Line("requests_other", "6.其他形式申请数", "条"),
    Line("requests_answered", "对申请的答复总数", "条"),
    Line("answered_granted", "其中：1.同意公开答复数", "条"),
    Line("answered_partial", "2.同意部分公开答复数", "条"),
    Line("denied", "3.否决公开答复总数", "条"),
    Line("denied_not_information", "其中：（1）“非《规定》所指政府信息”数", "条"),
    Line("denied_not_existing", "（2）“信息不存在”数", "条"),
    Line("denied_not_held", "（3）“非本部门掌握”数", "条"),
    Line("denied_unclear", "（4）“申请内容不明确”数", "条"),
    Line("reconsiderations", "行政复议数", "件"),
    Line("litigations", "行政诉讼数", "件"),
    Line("appeals", "行政申诉数", "件"),
)
