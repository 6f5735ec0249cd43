"""The two official forms as this bench knows them: codes, labels and how cells, rows and columns are named.

Written down a second time on purpose: a bench that took its labels from the reader's own knowledge could not notice
a wrong label there.
"""

from __future__ import annotations

from dataclasses import dataclass

Key = tuple[str | int, ...]
"""A cell of the form: its fact table and its codes, as in ("fact_request", "new", "total")."""

REQUEST = "fact_request"
REVIEW = "fact_review"
PROACTIVE = "fact_proactive"
FORMS = ("2019", "2021")

HANZI_DIGITS = "零一二三四五六七八九十"
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
APPLICANT_HEAD = "申请人情况"
ORGANISATIONS = "法人或其他组织"
HANDLED = "本年度办理结果"
PROACTIVE_CORNER = "信息内容"


@dataclass(frozen=True)
class Ordinal:
    """The number before a label: its level on the form (1 一、 2 （一） 3 1.) and its count."""

    level: int
    number: int


@dataclass(frozen=True)
class Line:
    """A line of table three; `group` is the numbered label on its left that spans several lines."""

    code: str
    ordinal: Ordinal
    label: str
    group: str | None = None
    forms: tuple[str, ...] = FORMS


GROUPS = {
    "denied": (Ordinal(2, 3), "不予公开"),
    "unavailable": (Ordinal(2, 4), "无法提供"),
    "rejected": (Ordinal(2, 5), "不予处理"),
    "other": (Ordinal(2, 6), "其他处理"),
}


def _grouped(group: str, codes_and_labels: tuple[tuple[str, str], ...], forms: tuple[str, ...] = FORMS) -> list[Line]:
    return [
        Line(code, Ordinal(3, number), label, group, forms)
        for number, (code, label) in enumerate(codes_and_labels, start=1)
    ]


LINES: tuple[Line, ...] = (
    Line("new", Ordinal(1, 1), "本年新收政府信息公开申请数量"),
    Line("carried_in", Ordinal(1, 2), "上年结转政府信息公开申请数量"),
    Line("granted", Ordinal(2, 1), "予以公开"),
    Line("partial", Ordinal(2, 2), "部分公开（区分处理的，只计这一情形，不计其他情形）"),
    *_grouped(
        "denied",
        (
            ("denied_state_secret", "属于国家秘密"),
            ("denied_by_law", "其他法律行政法规禁止公开"),
            ("denied_security", "危及“三安全一稳定”"),
            ("denied_third_party", "保护第三方合法权益"),
            ("denied_internal", "属于三类内部事务信息"),
            ("denied_process", "属于四类过程性信息"),
            ("denied_enforcement", "属于行政执法案卷"),
            ("denied_query", "属于行政查询事项"),
        ),
    ),
    *_grouped(
        "unavailable",
        (
            ("unavailable_not_held", "本机关不掌握相关政府信息"),
            ("unavailable_not_existing", "没有现成信息需要另行制作"),
            ("unavailable_unclear", "补正后申请内容仍不明确"),
        ),
    ),
    *_grouped(
        "rejected",
        (
            ("rejected_petition", "信访举报投诉类申请"),
            ("rejected_repeat", "重复申请"),
            ("rejected_publication", "要求提供公开出版物"),
            ("rejected_excessive", "无正当理由大量反复申请"),
            ("rejected_reconfirm", "要求行政机关确认或重新出具已获取信息"),
        ),
    ),
    Line("other", Ordinal(2, 6), "其他处理", None, ("2019",)),
    *_grouped(
        "other",
        (
            ("other_not_corrected", "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
            ("other_fee_unpaid", "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
            ("other_misc", "其他"),
        ),
        ("2021",),
    ),
    Line("handled_total", Ordinal(2, 7), "总计"),
    Line("carried_out", Ordinal(1, 4), "结转下年度继续办理"),
)

APPLICANTS = {
    "natural_person": "自然人",
    "business": "商业企业",
    "research": "科研机构",
    "charity": "社会公益组织",
    "legal_service": "法律服务机构",
    "other": "其他",
    "total": "总计",
}
ORGANISATION_KINDS = ("business", "research", "charity", "legal_service", "other")

PROCEDURES = {
    "reconsideration": "行政复议",
    "litigation_direct": "未经复议直接起诉",
    "litigation_after_review": "复议后起诉",
}
LITIGATION = "行政诉讼"
RESULTS = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
    "total": "总计",
}


@dataclass(frozen=True)
class Clause:
    """One item of Article 20 in table two: its rows (what is counted) and its columns (how)."""

    number: int
    items: dict[str, str]
    measures: dict[str, str]

    @property
    def caption(self) -> str:
        return f"第二十条第（{HANZI_DIGITS[self.number]}）项"


_ITEMS = {"prior_year_items": "上一年项目数量", "change": "本年增/减", "decisions": "处理决定数量"}
_SERVICES = {"licensing": "行政许可", "other_services": "其他对外管理服务事项"}
_PENALTIES = {"penalty": "行政处罚", "coercion": "行政强制"}
_FEES = {"fees": "行政事业性收费"}
_DECISIONS = {"decisions": "本年处理决定数量"}

CLAUSES: dict[str, tuple[Clause, ...]] = {
    "2019": (
        Clause(
            1,
            {"rules": "规章", "normative_documents": "规范性文件"},
            {"made": "本年新制作数量", "disclosed": "本年新公开数量", "disclosed_to_date": "对外公开总数量"},
        ),
        Clause(5, _SERVICES, _ITEMS),
        Clause(6, _PENALTIES, _ITEMS),
        Clause(8, _FEES, {"prior_year_items": "上一年项目数量", "change": "本年增/减"}),
        Clause(9, {"procurement": "政府集中采购"}, {"items": "采购项目数量", "amount": "采购总金额"}),
    ),
    "2021": (
        Clause(
            1,
            {"rules": "规章", "normative_documents": "行政规范性文件"},
            {"issued": "本年制发件数", "repealed": "本年废止件数", "in_force": "现行有效件数"},
        ),
        Clause(5, _SERVICES, _DECISIONS),
        Clause(6, _PENALTIES, _DECISIONS),
        Clause(8, _FEES, {"amount": "本年收费金额（单位：万元）"}),
    ),
}


def form_lines(form: str) -> tuple[Line, ...]:
    """The lines of table three on one form, from top to bottom."""
    return tuple(line for line in LINES if form in line.forms)


def request_keys(form: str) -> list[Key]:
    return [(REQUEST, line.code, applicant) for line in form_lines(form) for applicant in APPLICANTS]


def review_keys() -> list[Key]:
    return [(REVIEW, procedure, result) for procedure in PROCEDURES for result in RESULTS]


def proactive_keys(form: str) -> list[Key]:
    return [
        (PROACTIVE, clause.number, item, measure)
        for clause in CLAUSES[form]
        for item in clause.items
        for measure in clause.measures
    ]


def form_keys(form: str) -> list[Key]:
    """All cells of one form, in reading order."""
    return proactive_keys(form) + request_keys(form) + review_keys()


def row_of(key: Key) -> Key:
    """The row of the form in which a cell stands; table four has a single row."""
    if key[0] == REVIEW:
        return (REVIEW,)
    return key[:-1]


def block_of(key: Key) -> Key:
    """The cells that share one set of column headers: a clause of table two, or a whole table."""
    return key[:2] if key[0] == PROACTIVE else key[:1]


def column_of(key: Key) -> Key:
    """The column of its block in which a cell stands."""
    return key[1:] if key[0] == REVIEW else key[-1:]


def is_money(key: Key) -> bool:
    return key[-1] == "amount"


def is_signed(key: Key) -> bool:
    return key[-1] == "change"
