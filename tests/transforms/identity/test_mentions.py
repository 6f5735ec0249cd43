"""The bodies that a text names, with the places where it does."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.identity.places import NAMESAKE, TOWN, TOWNSHIP, made_gazetteer
from transforms.identity.evidence import area_at_end
from transforms.identity.gazetteer import Gazetteer, national_gazetteer
from transforms.identity.mentions import Mention, find_mentions
from transforms.outline import PageText, find_titles

MADE = made_gazetteer(TOWN, TOWNSHIP, NAMESAKE)
PLACE = "990101,示例县,990100,示例市,990000,示例省"
DOUBLED = made_gazetteer(
    *(
        f"99010100{number}000,{name},town,{PLACE}"
        for number, name in enumerate(("样安镇", "样安镇镇", "样镇", "样镇镇"))
    )
)
SIGNED = ("一、总体情况", "六、其他需要报告的事项", "无。")
CHAIN = "临夏回族自治州积石山保安族东乡族撒拉族自治县居集镇公开信息。"


def mentions(
    *lines: str, path: str = "", metadata: Sequence[tuple[str, str]] = (), gazetteer: Gazetteer | None = None
) -> list[Mention]:
    page = PageText(lines)
    return find_mentions(page, find_titles(page.marked), path, metadata, gazetteer)


def names_at(place: str, *lines: str, gazetteer: Gazetteer | None = None) -> list[str]:
    return [mention.name for mention in mentions(*lines, gazetteer=gazetteer) if mention.place == place]


EVIDENCE = (
    Pattern(
        "transforms.identity.mentions._DATE",
        takes=("2021年1月18日", "2021-01-18", "二〇二一年一月十八日", "二0二一年十二月三十一日"),
        leaves=("2021年1月", "1月18日", "二〇二一年", "1921年1月18日"),
    ),
    Pattern(
        "transforms.identity.mentions._SIGNED",
        takes=("样例镇人民政府", "样例镇人民政府（盖章）2021年1月20日", "示例县财政局", "样例街道党工委"),
        leaves=("样例镇公开信息5条", "样例镇人民政府：", "二〇二一年一月十八日"),
        misses=("样例社区",),
        how="fullmatch",
    ),
    Pattern(
        "transforms.identity.mentions._CONTACT",
        takes=(
            *("请与样例镇人民政府联系", "请联系样例镇党政办公室（电话）", "联系单位：样例镇人民政府。"),
            "请与示例县公安局指挥中心联系",
        ),
        leaves=("请与我们联系", "请于样例镇人民政府领取", "样例镇人民政府联系群众"),
        misses=("请拨打样例镇人民政府电话",),
    ),
    Pattern(
        "transforms.identity.mentions._COMPILED",
        takes=(
            *("由样例镇人民政府编制", "现将样例镇2020年度政府信息公开情况公布如下", "结合样例乡工作实际"),
            *(
                "样例镇政务信息公开工作年度报告",
                "现公布2020年示例县教育局政府信息公开工作年度报告",
                "公布示例市2020年政府信息公开年报",
            ),
            *(
                "样例街道现面向社会公布2020年度报告",
                "涵盖示例市公安局样例分局2020年1月1日",
                "样例乡政府信息公开工作在县委领导下",
            ),
        ),
        leaves=(
            *("公布样例镇规划", "样例镇主动公开信息", "按规定编制本报告", "国务院办公厅2020年度政务公开工作要点"),
            *("示例县信息公开平台", "样例镇政府网站公开"),
        ),
        misses=("样例镇的这份报告",),
    ),
    Pattern(
        "transforms.identity.mentions._ADDRESS",
        takes=("地址：示例县样例镇人民政府。", "地址为样例街道办事处三楼，"),
        leaves=("网址：示例县", "地址：示例县样例路1号", "样例镇人民政府地址"),
    ),
    Pattern(
        "transforms.identity.mentions._ASIDE",
        takes=("样例局（以下简称市局）编制", "(附件)"),
        leaves=("样例局", "（（甲"),
        found=("（以下简称市局）", "(附件)"),
    ),
    Pattern(
        "transforms.identity.mentions._GOVERNED",
        takes=("示例市人民政府办公厅", "示例市政府信息公开工作领导小组办公室", "示例省示例市人民政府办公室"),
        leaves=("办公室", "政府办"),
        found=("示例市人民政府", "示例市", "示例省示例市人民政府"),
        how="match",
    ),
    Pattern(
        "transforms.identity.mentions._CITED",
        takes=("根据《关于做好2020年度报告的通知》要求", "《条例》", "国办发〔2019〕61号"),
        leaves=("《样例镇2020年政府信息公开工作年度报告》", "条例"),
    ),
    Pattern(
        "transforms.identity.mentions._ASKED",
        takes=("按照示例县人民政府办公室编制", "根据示例县人民政府"),
        leaves=("根据样例镇的实际", "样例镇根据"),
    ),
    Pattern(
        "transforms.identity.mentions._OUTLINE",
        takes=("一、总体情况", "三.其他"),
        leaves=("样例镇", "十一、其他", "一是公开"),
        how="match",
    ),
    Pattern(
        "transforms.identity.mentions._BEHIND_PUBLISHER",
        takes=("示例县教育局浏览次数", "样例镇【字体", "样例镇 时间：2022".replace(" ", "")),
        leaves=("示例县教育局", "样例镇人民政府"),
        found=("浏览次数", "【字体", "时间：2022"),
    ),
    Pattern(
        "transforms.identity.mentions.AREA_SELF",
        takes=("我市认真", "本县"),
        leaves=("全市", "本区域", "我市直部门", "我镇"),
    ),
    Pattern(
        "transforms.identity.mentions._SENTENCE_MARK",
        takes=("现将报告公布如下。", "条例，"),
        leaves=("示例县样例镇", "一、总体情况"),
    ),
    Pattern(
        "transforms.identity.mentions._PUBLISHER_KEY",
        takes=("发布机构", "来源", "Author"),
        leaves=("发布日期", "索引号", "标题"),
    ),
    Pattern(
        "transforms.identity.mentions._TITLE_KEY",
        takes=("标题", "信息名称", "Title"),
        leaves=("主题分类", "来源", "内容概述"),
    ),
    Pattern(
        "transforms.identity.mentions._NO_PUBLISHER",
        takes=("本站原创", "集约化平台", "佚名", "Admin", "机关"),
        leaves=("样例镇人民政府", "示例县机关事务管理局"),
    ),
    Pattern(
        "transforms.identity.mentions._GENERIC",
        takes=("我镇", "各街道", "全镇", "本单位", "人民政府", "区委宣传部", "上级部门", "市直机关", "经开区管委会"),
        leaves=("样例镇", "全州镇", "全椒县", "市桥街道", "镇人民政府办公室"),
        how="match",
    ),
    Pattern(
        "transforms.identity.mentions._PART",
        takes=("农场", "中心小学", "派出所", "红旗林场的"),
        leaves=("财政", "公开信息", "人民政府"),
        misses=("样例经济技术开发区",),
        how="match",
    ),
    Pattern(
        "transforms.identity.mentions._CLAUSE_START",
        takes=("", "公开，", "2020年", "1月8日"),
        leaves=("通过", "我镇的"),
    ),
    Pattern(
        "transforms.identity.mentions._NEIGHBOUR",
        takes=("我乡与", "赴", "邻近的", "学习借鉴"),
        leaves=("公开，", "2020年", "参与了"),
    ),
    Pattern(
        "transforms.identity.mentions._UNKNOWN",
        takes=("2020年，样例镇公开", "示例县样例镇公开", "壶镇镇公开"),
        leaves=("新乡市公开", "样例镇海区政府", "示例县城乡建设局", "乡村振兴"),
        oversteps=("为样例镇公开",),
        found=("，样例镇", "示例县样例镇", "壶镇镇"),
    ),
    Pattern(
        "transforms.identity.mentions._NAMED_FIRST",
        takes=("2020年样例镇", "2020_样例镇", "样例街道办事处-2020", "样例苏木"),
        leaves=("样例镇政府", "年报", "示例县"),
        how="match",
    ),
    Pattern("transforms.identity.mentions.SELF", takes=("我镇", "全乡", "本街道"), leaves=("我县", "本单位", "乡镇")),
    Pattern(
        "transforms.identity.mentions.OTHER_SELF", takes=("我局", "本县", "我市"), leaves=("本区域", "我市级", "我镇")
    ),
    Pattern(
        "transforms.identity.mentions._TOWNSHIP_END",
        takes=("样例镇", "样例街道", "样例苏木", "示例地区", "样例农场"),
        leaves=("示例区", "市场", "样例社区", "村"),
        oversteps=("人行道",),
    ),
    Threshold(
        "transforms.identity.mentions._HEAD_CHARS",
        inside=lambda: names_at("preamble", "一" * 1182, "由样例镇人民政府编制本报告。"),
        outside=lambda: names_at("preamble", "一" * 1191, "由样例镇人民政府编制本报告。"),
        moved=1300,
    ),
    Threshold(
        "transforms.identity.mentions._TAIL_LINES",
        inside=lambda: names_at("signature", *SIGNED, "样例镇人民政府", "2021年1月20日", *["链接"] * 12),
        outside=lambda: names_at("signature", *SIGNED, "样例镇人民政府", "2021年1月20日", *["链接"] * 13),
        moved=15,
    ),
    Threshold(
        "transforms.identity.mentions._LINES_WITHOUT_SIGNATURE",
        inside=lambda: names_at("signature", "样例镇人民政府", "2021年1月20日", "无。", "无。"),
        outside=lambda: names_at("signature", "样例镇人民政府", "2021年1月20日", "无。"),
        moved=2,
    ),
    Threshold(
        "transforms.identity.mentions._LONGEST_DATE_LINE",
        inside=lambda: names_at("signature", *SIGNED, "样例镇人民政府", "2021年1月20日" + "字" * 30, "链接", "链接"),
        outside=lambda: names_at("signature", *SIGNED, "样例镇人民政府", "2021年1月20日" + "字" * 31, "链接", "链接"),
        moved=50,
    ),
    Threshold(
        "transforms.identity.mentions._LINES_TO_DATE",
        inside=lambda: names_at("signature", *SIGNED, "样例镇人民政府", "（盖章）", "2021年1月20日"),
        outside=lambda: names_at("signature", *SIGNED, "样例镇人民政府", "（盖章）", "附件", "2021年1月20日"),
        moved=3,
    ),
    Threshold(
        "transforms.identity.mentions._LONGEST_PUBLISHER",
        inside=lambda: mentions("", metadata=[("来源", "示" * 39 + "镇")]),
        outside=lambda: mentions("", metadata=[("来源", "示" * 40 + "镇")]),
        moved=50,
    ),
    Threshold(
        "transforms.identity.mentions._MIN_MENTIONS",
        inside=lambda: names_at("text", "样例镇公开信息。样例镇培训。"),
        outside=lambda: names_at("text", "样例镇公开信息。"),
        moved=1,
    ),
    Threshold(
        "transforms.identity.mentions._DOUBLED_CHARS",
        inside=lambda: names_at("text", "我镇：样安镇镇公开。样安镇镇培训。", gazetteer=DOUBLED) == ["样安镇镇"],
        outside=lambda: names_at("text", "我镇：样镇镇公开。样镇镇培训。", gazetteer=DOUBLED) == ["样镇镇"],
        moved=2,
    ),
    Threshold(
        "transforms.identity.mentions._CHAIN_CHARS",
        inside=lambda: names_at("text", CHAIN * 2, gazetteer=national_gazetteer()),
        outside=lambda: names_at("text", ("甘肃省" + CHAIN) * 2, gazetteer=national_gazetteer()),
        moved=30,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_every_place_of_a_report_is_asked_the_most_telling_first() -> None:
    found = mentions(
        "示例县样例镇2020年政府信息公开工作年度报告",
        "由样例镇人民政府编制，请与样例镇党政办公室联系。",
        "样例镇公开信息。样例镇培训。",
        *SIGNED,
        "样例镇人民政府",
        "2021年1月20日",
        path="样例镇/2020.txt",
        metadata=[("发布机构", "示例县政务服务管理局")],
        gazetteer=MADE,
    )
    assert [mention.place for mention in found] == [
        *("title", "contact", "signature", "preamble", "text", "metadata", "path")
    ]
    assert found[0].name == "示例县样例镇"
    assert found[5].name == "示例县政务服务管理局"


@pytest.mark.parametrize("line", ["我镇公开信息。我镇培训。", "各乡镇公开信息。各乡镇培训。", "请与本机关办公室联系。"])
def test_a_word_for_a_body_is_no_mention(line: str) -> None:
    assert mentions(line, gazetteer=MADE) == []


def test_a_department_that_speaks_of_itself_reports_on_the_townships_that_it_names() -> None:
    """The figures of the department would otherwise be loaded as those of the township that it writes of most."""
    assert names_at("text", "样例镇公开信息。样例镇培训。", gazetteer=MADE) == ["样例镇"]
    assert names_at("text", "我局公开信息。样例镇公开信息。样例镇培训。", gazetteer=MADE) == []


def test_two_townships_that_are_named_alike_are_both_mentioned() -> None:
    line = "样例镇公开信息。样例镇培训。范例乡公开信息。范例乡培训。"
    assert names_at("text", line, gazetteer=MADE) == ["样例镇", "范例乡"]


def test_the_first_folder_above_a_file_that_names_a_known_township_does() -> None:
    assert mentions("", path="示例县/样例镇/2020.txt", gazetteer=MADE) == [Mention("样例镇", "path")]
    assert mentions("", path="示例县/虚构镇/2020.txt", gazetteer=MADE) == []


@pytest.mark.parametrize(("text", "area"), [("在示例市示例县", "示例县"), ("示例市", "示例市"), ("我县", ""), ("", "")])
def test_the_longest_area_at_the_end_of_a_text(text: str, area: str) -> None:
    assert area_at_end(text, MADE) == area
