"""Invented prose around the tables: harmless sentences of fictional places, full of numbers and label words.

The sentences are traps as well: 行政许可12件 or 予以公开3件 in prose must never be read as a cell of a table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

STEMS = ("示范", "样例", "范例", "演示", "模拟", "虚构", "假设", "青石虚", "甲乙", "某某")
SUFFIXES = ("镇", "乡", "街道", "回族乡", "镇", "镇")
HEADINGS = {
    1: "总体情况",
    2: "主动公开政府信息情况",
    3: "收到和处理政府信息公开申请情况",
    4: "政府信息公开行政复议、行政诉讼情况",
    5: "存在的主要问题及改进情况",
    6: "其他需要报告的事项",
}
HEADING_VARIANTS = {
    3: ("收到和处理政府信息公开申请情况",),
    4: ("政府信息公开行政复议、行政诉讼情况", "因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
    5: ("存在的主要问题及改进情况", "政府信息公开工作存在的主要问题及改进情况"),
    6: ("其他需要报告的事项", "其它需要报告的事项"),
}
TABLE_SECTIONS = (2, 3, 4)


@dataclass(frozen=True)
class Place:
    """The body that reports, and where it lies; all of it fictional."""

    township: str
    county: str = "示例县"
    prefecture: str = "示例市"
    province: str = "示例省"

    @property
    def agency(self) -> str:
        return f"{self.township}办事处" if self.township.endswith("街道") else f"{self.township}人民政府"

    @property
    def self_name(self) -> str:
        return "我街道" if self.township.endswith("街道") else "我" + self.township[-1]


@dataclass(frozen=True)
class Prose:
    """Everything of a report but its tables; `before` and `after` hold what stands around the table of a section."""

    place: Place
    year: int
    title: str
    preamble: tuple[str, ...]
    headings: dict[int, str]
    before: dict[int, tuple[str, ...]]
    after: dict[int, tuple[str, ...]] = field(default_factory=dict)
    signature: tuple[str, ...] = ()


def draw_place(rng: Random) -> Place:
    return Place(rng.choice(STEMS) + rng.choice(SUFFIXES))


def draw_prose(rng: Random, place: Place, year: int) -> Prose:
    """Draw title, preamble, six sections and signature of one report."""
    return Prose(
        place,
        year,
        _draw_title(rng, place, year),
        _draw_preamble(rng, place, year),
        {number: f"{'一二三四五六'[number - 1]}、{_draw_heading(rng, number)}" for number in HEADINGS},
        {
            1: _draw_overview(rng, place, year),
            2: _draw_before_proactive(rng, year),
            3: _draw_before_requests(rng, place, year),
            4: _draw_before_reviews(rng),
            5: _draw_problems(rng, place, year),
            6: _draw_other_matters(rng, place, year),
        },
        {number: _draw_after(rng) for number in TABLE_SECTIONS},
        rng.choice(((), (place.agency, f"{year + 1}年1月{rng.randint(5, 29)}日"))),
    )


def _draw_heading(rng: Random, number: int) -> str:
    return rng.choice(HEADING_VARIANTS.get(number, (HEADINGS[number],)))


def _draw_title(rng: Random, place: Place, year: int) -> str:
    templates = (
        "{place}{year}年政府信息公开工作年度报告",
        "{county}{place}{year}年度政府信息公开工作年度报告",
        "{agency}{year}年政府信息公开年度报告",
        "{county}{place}\n{year}年政府信息公开工作年度报告",
        "{year}年{place}政府信息公开工作年度报告",
    )
    return rng.choice(templates).format(place=place.township, county=place.county, agency=place.agency, year=year)


def _draw_preamble(rng: Random, place: Place, year: int) -> tuple[str, ...]:
    basis = rng.choice(
        (
            "依照《中华人民共和国政府信息公开条例》的规定，",
            "按照《中华人民共和国政府信息公开条例》（国令第711号）和年度报告格式的要求，",
            "根据国办公开办函〔2021〕30号文件确定的格式，",
        )
    )
    period = rng.choice(
        (
            f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
            f"报告中的数据统计期为{year}年1月1日至12月31日。",
            f"数据统计期限为{year} 年1 月1 日到{year} 年12 月31 日。",
        )
    )
    contact = f"读者如有疑问，可与{place.agency}综合办公室联系（电话：0999-000{rng.randint(1000, 9999)}）。"
    parts = rng.choice(("", "全文由总体情况等六个部分组成，另附统计表3张。"))
    return (f"{basis}{place.agency}编写了本报告。{parts}{period}{contact}",)


def _draw_overview(rng: Random, place: Place, year: int) -> tuple[str, ...]:
    number = rng.randint
    sentences = [
        f"（一）主动公开。{year}年，{place.township}通过政府网站主动公开信息{number(20, 400)}条，"
        f"通过微信公众号发布{number(5, 90)}条，其中规范性文件{number(1, 9)}件、行政许可{number(2, 40)}件、"
        f"行政处罚{number(1, 30)}件。",
        f"（二）依申请公开。{year}年{place.self_name}共收到依申请公开{number(1, 15)}件，上年结转{number(1, 3)}件，"
        f"予以公开{number(1, 9)}件，部分公开{number(1, 4)}件，不予公开{number(1, 4)}件，结转下年度继续办理0件。",
        f"（三）政府信息管理。全年制发文件{number(20, 90)}份，审查信息{number(100, 900)}条次，"
        f"退回修改{number(2, 9)}条。",
        f"（四）平台建设。公开专栏下设{number(5, 20)}个栏目，更新指南{number(1, 3)}次，回复留言{number(3, 60)}条。",
        f"（五）监督保障。配备专职人员{number(1, 3)}名，组织培训{number(1, 4)}期{number(20, 80)}人次，"
        f"较{year - 1}年增长{number(2, 30)}.{number(1, 9)}%。",
        f"1.自然人申请{number(1, 9)}件，占总计的{number(10, 90)}%；2.商业企业申请{number(1, 5)}件；3.其他0件。",
    ]
    chosen = [sentence for sentence in sentences if rng.random() < 0.75]
    return tuple(chosen or sentences[:2])


def _draw_before_proactive(rng: Random, year: int) -> tuple[str, ...]:
    choices: tuple[tuple[str, ...], ...] = (
        (),
        ("本部分数据见下表。",),
        (f"{year}年共制发规范性文件{rng.randint(1, 9)}件，现行有效{rng.randint(10, 30)}件，办理行政许可12件。",),
    )
    return rng.choice(choices)


def _draw_before_requests(rng: Random, place: Place, year: int) -> tuple[str, ...]:
    choices: tuple[tuple[str, ...], ...] = (
        (),
        ("本部分数据见下表：",),
        (f"全年新收申请{rng.randint(1, 20)}件，上年结转1件，均为自然人提出，予以公开{rng.randint(1, 9)}件。",),
        (f"{year}年{place.self_name}未收到政府信息公开申请以外的来信{rng.randint(1, 9)}件。",),
    )
    return rng.choice(choices)


def _draw_before_reviews(rng: Random) -> tuple[str, ...]:
    choices: tuple[tuple[str, ...], ...] = (
        (),
        (f"本年度行政复议{rng.randint(1, 4)}件，行政诉讼{rng.randint(1, 4)}件，结果维持1件。",),
    )
    return rng.choice(choices)


def _draw_after(rng: Random) -> tuple[str, ...]:
    choices: tuple[tuple[str, ...], ...] = ((), (), (), ("注：以上数据由各办公室填报，合计后由专人复核2次。",))
    return rng.choice(choices)


def _draw_problems(rng: Random, place: Place, year: int) -> tuple[str, ...]:
    return (
        f"回顾这一年，{place.township}的公开工作还有两点不足：一是{rng.randint(2, 6)}个栏目更新偏慢；"
        "二是解读材料形式单一，图解只有1篇。",
        f"{year + 1}年打算从三处着手：一是每月检查2次；二是开展培训{rng.randint(1, 4)}次；三是把办事指南做成短片。",
    )


def _draw_other_matters(rng: Random, place: Place, year: int) -> tuple[str, ...]:
    return rng.choice(
        (
            ("无。",),
            ("没有其他需要报告的事项。",),
            (f"{year}年，{place.self_name}未收取信息处理费，办理代表建议{rng.randint(1, 6)}件、委员提案0件。",),
        )
    )
