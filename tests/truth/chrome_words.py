"""Words of chrome for generated pages, in two lists: one that the reader was built beside, and one held out.

Nothing of the held-out list was looked at while the reader was written; whoever mends the reader by it moves what he
used into the other list and writes new words.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """What menus, paths, metadata and bars say. A metadata entry is a label with values that it may have."""

    menu: tuple[str, ...]
    steps: tuple[str, ...]
    path_words: tuple[str, ...]
    publishers: tuple[str, ...]
    metadata: tuple[tuple[str, tuple[str, ...]], ...]
    bars: tuple[tuple[str, ...], ...]
    site_names: tuple[str, ...]


BUILT = Words(
    menu=(
        "首页",
        "政务公开",
        "政府信息公开",
        "办事服务",
        "互动交流",
        "新闻中心",
        "走进本地",
        "专题专栏",
        "数据开放",
        "县财政局",
    ),
    steps=("政务公开", "政府信息公开", "法定主动公开内容", "政府信息公开年报", "乡镇", "年报"),
    path_words=("当前位置：", "您当前的位置：", "您所在的位置:", ""),
    publishers=("发布机构", "发文机关", "信息来源"),
    metadata=(
        ("索引号", ("014319000/2024-00002", "11330000/2022-104757")),
        ("组配分类", ("政府信息公开年报",)),
        ("主题分类", ("政务公开", "其他")),
        ("所属栏目", ("政府信息公开年报",)),
        ("信息分类", ("年度报告",)),
        ("发文日期", ("2022-01-17",)),
        ("成文日期", ("2022-01-16", "")),
        ("文号", ("无", "")),
        ("公开方式", ("主动公开",)),
        ("公开时限", ("长期公开",)),
        ("体裁分类", ("报告",)),
        ("服务对象", ("全社会",)),
        ("主题词", ("", "信息公开")),
        ("有效性", ("有效",)),
    ),
    bars=(
        ("分享到：", "微信", "微博"),
        ("打印", "关闭"),
        ("字号：", "大", "中", "小"),
        ("浏览次数：", "128"),
        ("【打印】", "【关闭】", "【收藏】"),
    ),
    site_names=("{county}人民政府", "{county}人民政府门户网站", "{county}政府网", "{county}政府信息公开"),
)

HELD_OUT = Words(
    menu=(
        *(
            "网站首页",
            "要闻动态",
            "权力清单",
            "便民查询",
            "政民互动",
            "魅力乡村",
            "机构职能",
            "规划统计",
            "应急管理",
            "人事任免",
            "公告公示",
        ),
        *("重点领域", "招商引资", "领导之窗", "县卫生健康局", "政策文件"),
    ),
    steps=(
        "信息公开",
        "基层政务公开",
        "公开年报",
        "各镇（街道）",
        "信息公开工作年报",
        "2021年",
        "镇街",
        "重点领域信息",
    ),
    path_words=("您现在的位置：", "你的位置：", "当前所在位置：", "目前位置："),
    publishers=("制发单位", "公开责任主体", "文章出处", "发布人"),
    metadata=(
        ("信息索引号", ("SY0001-0202-2022-00011", "003218/2022-8")),
        ("公文种类", ("报告",)),
        ("所属主题", ("综合政务",)),
        ("公开类别", ("主动公开",)),
        ("生成日期", ("2022年1月18日", "2022/01/18 09:11")),
        ("公开日期", ("2022-01-19 10:00:02",)),
        ("发文字号", ("", "示政发〔2022〕3号")),
        ("公开范围", ("面向全社会",)),
        ("公开属性", ("主动公开", "")),
        ("关键词", ("年报；公开", "")),
        ("语种", ("中文",)),
        ("载体类型", ("纸质、电子",)),
        ("生效日期", ("", "2022-01-18")),
        ("责任编辑", ("管理员",)),
    ),
    bars=(
        ("一键分享", "QQ空间", "新浪微博"),
        ("我要打印", "关闭窗口"),
        ("文字大小：", "【大】", "【中】", "【小】"),
        ("阅读量：", "2,301"),
        ("访问次数：", "77", "次"),
        ("收藏本页", "打印此页", "下载"),
        ("视力保护色：", "默认"),
    ),
    site_names=(
        "中国·{county}",
        "{county}政务公开平台",
        "{county}人民政府网",
        "{prefecture}{county}人民政府",
        "{county}乡镇信息公开",
    ),
)
