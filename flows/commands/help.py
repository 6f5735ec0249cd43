"""The help of commands and options in Chinese, whose English stands where they are declared; what wrong usage shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from typer.core import TyperCommand, TyperGroup

from flows.language import said
from transforms.language import Pair
from transforms.text import without_commands

HELP = (
    Pair(
        "全国乡镇政府信息公开工作年度报告：读入原始文件，生成 DuckDB 仓库。",
        "Annual open-government-information reports of Chinese townships: raw files in, a DuckDB warehouse out.",
    ),
    Pair(
        "退出状态：0 完成，1 失败或有问题，2 用法错误，3 被保护措施拦下，4 check 发现错误，130 被中断。",
        "Exit status: 0 done, 1 failed or not well, 2 wrong usage, 3 stopped by a guard, 4 an error found by check, "
        "130 interrupted.",
    ),
    Pair("显示版本号。", "Print the version."),
    Pair("为当前命令行安装补全。", "Install completion for the current shell."),
    Pair(
        "显示当前命令行的补全脚本，供复制或修改。",
        "Show completion for the current shell, to copy it or customize the installation.",
    ),
    Pair(
        "发布前检查报告：各部分、表格、合计、正文、上一年度、个人信息。",
        "Check reports before publication: sections, tables, sums, prose, last year, personal data.",
    ),
    Pair("报告文件，或含有报告的压缩包。", "Files with reports, or archives of them."),
    Pair("用来比较的上一年度报告。", "The report of the year before, to compare with."),
    Pair("有上一年度报告的 DuckDB 文件。", "DuckDB file that has the report of the year before."),
    Pair("结果的写法。", "How findings are written."),
    Pair("语言；默认按 NIANBAO_LANG 或语言环境。", "Language; by default NIANBAO_LANG, or the locale's."),
    Pair("有警告时也以 4 结束。", "End with 4 for a warning as well."),
    Pair("补充的区划名录文件；可重复。", "Additional gazetteer file; may be repeated."),
    Pair("读取报告文件，重新发布仓库。", "Read the report files and publish the warehouse anew."),
    Pair("存放报告文件的文件夹，或 s3://BUCKET/PREFIX。", "Folder with the report files, or s3://BUCKET/PREFIX."),
    Pair("要发布的 DuckDB 文件。", "DuckDB file to publish."),
    Pair("读取报告的进程数。", "Processes that read reports."),
    Pair("一批的文件数。", "Files in a batch."),
    Pair("个人号码和地址不作遮盖。", "Leave personal numbers and addresses unmasked."),
    Pair("即使读到的比以前少得多也发布。", "Publish even if far less was read than before."),
    Pair(
        "原始文件夹中已不存在的文件，其报告不再保留。", "Drop the reports of files that are gone from the raw folder."
    ),
    Pair("图片放到最后，另作一次运行来读取。", "Read pictures behind everything else, in a run of its own."),
    Pair("日志行的写法：plain 或 json。", "How log lines are written: plain or json."),
    Pair(
        "由其工作进程读取的 Dask 集群的调度程序：tcp://HOST:8786。",
        "Scheduler of the Dask cluster whose workers read: tcp://HOST:8786.",
    ),
    Pair(
        "数据湖的目录库：postgres: 加 PostgreSQL 的参数。",
        "Catalog of the lake: postgres: and the parameters of PostgreSQL.",
    ),
    Pair("数据湖的数据：文件夹，或 s3://BUCKET/PREFIX。", "Data of the lake: a folder, or s3://BUCKET/PREFIX."),
    Pair(
        "用以前读取的内容重新构建仓库，即使没有新内容。",
        "Build the warehouse anew from what earlier runs have read, even if nothing is new.",
    ),
    Pair("重新读取每个文件。", "Read every file anew."),
    Pair("定时导入，直到被中断。", "Ingest by a schedule, until interrupted."),
    Pair("何时导入：分、时、日、月、星期。", "When to ingest: minute, hour, day, month, weekday."),
    Pair("定时运行的时区；默认 Asia/Shanghai。", "Time zone of the schedule; Asia/Shanghai by default."),
    Pair("Prefect 页面的端口；默认任选。", "Port of Prefect's pages; any by default."),
    Pair(
        "显示一个文件如何读取：编码、修复、各部分、表格及各单元格的状态、疑点。",
        "Show how one file is read: encoding, repairs, sections, tables with the status of every cell, doubts.",
    ),
    Pair("文件或成员：archive.zip!/member.html。", "A file, or a member: archive.zip!/member.html."),
    Pair(
        "把审阅者对疑点的复核结论导入已发布的仓库，数据湖随之跟上。",
        "Import reviewers' verdicts on findings into the published warehouse, which the lake follows.",
    ),
    Pair("复核结论：finding_review 的各列。", "Verdicts: columns of finding_review."),
    Pair("接收复核结论的 DuckDB 文件。", "DuckDB file that takes the verdicts."),
    Pair(
        "列出保留的版本及其差别，最新的在前；* 标出已发布的版本。",
        "List the versions that are kept, the newest first, with what differs; * marks the published one.",
    ),
    Pair("已发布的 DuckDB 文件。", "DuckDB file that is published."),
    Pair(
        "重新发布仓库的一个较早版本，默认是已发布版本的前一个。",
        "Publish an earlier version of the warehouse again, by default the one before the published one.",
    ),
    Pair("nianbao versions 中的一次运行。", "A run of nianbao versions."),
    Pair(
        "把已发布的仓库写成 CSV 和 Parquet 文件，附清单。",
        "Write the published warehouse as CSV and Parquet files with a manifest.",
    ),
    Pair("要写入的文件夹；以前的导出结果会被替换。", "Folder to write; an earlier export is replaced."),
    Pair("提供数据所用的许可证。", "Licence under which the data are passed on."),
    Pair(
        "另为 Stata 写出 .dta 面板；需要附加包 stata。",
        "Write panels as .dta files for Stata too; needs the extra stata.",
    ),
    Pair(
        "要读取的 DuckDB 文件，不论环境中指定了什么数据湖。",
        "DuckDB file to read, whatever lake the environment names.",
    ),
    Pair("以 Markdown 显示已发布仓库的数据字典。", "Print the data dictionary of the published warehouse as Markdown."),
    Pair(
        "说明导入的情况：新旧、最近的运行、覆盖、待处理、隔离、磁盘。有问题时以 1 结束。",
        "Tell how the ingest is: freshness, last runs, coverage, backlog, quarantine, disk. Ends with 1 if not well.",
    ),
    Pair("最近一次成功超过多少小时算太旧。", "Hours after which the last success is too old."),
    Pair("输出一个 JSON 对象。", "Print one JSON object."),
    Pair("隔离的文件：原因和处理办法。", "The files that wait in quarantine: why, and what helps."),
    Pair("列出隔离的文件及其原因。", "List the files in quarantine, with their reasons."),
    Pair("只列此原因的文件。", "Only files of this reason."),
    Pair("输出一个 JSON 对象数组。", "Print a JSON array of objects."),
    Pair(
        "显示一个隔离文件的全部已知情况和处理办法。", "Show everything known of one file in quarantine, and what helps."
    ),
    Pair("它在原始文件夹下的路径，或相对当前文件夹的路径。", "Its path below the raw folder, or from here."),
    Pair(
        "要求下一次导入重新读取隔离的文件，尽管文件和读取程序都没有改动。",
        "Ask the next ingest to read files in quarantine again, though neither they nor the reader changed.",
    ),
    Pair("文件；压缩包即其所有成员。", "Files; an archive is its members."),
    Pair("所有隔离的文件。", "All files in quarantine."),
    Pair(
        "数据湖中的仓库：目录库在 PostgreSQL，数据为 Parquet。",
        "The warehouse in a lake: a catalog in PostgreSQL, data in Parquet.",
    ),
    Pair("使数据湖与已发布的仓库一致。", "Have the lake say what the published warehouse says."),
    Pair(
        "列出数据湖保留的版本及其快照，最新的在前。",
        "List the versions that the lake keeps, the newest first, each with its snapshot.",
    ),
    Pair("使数据湖恢复到较早的版本。", "Have the lake say again what it said as an earlier version."),
    Pair("版本号，见 nianbao lake versions。", "Its id, as nianbao lake versions lists it."),
    Pair(
        "把数据湖的内容写成一个文件，其他命令都可当作仓库使用。",
        "Write what the lake says into a file, which every other command takes for a warehouse.",
    ),
    Pair("要写入的 DuckDB 文件。", "DuckDB file to write."),
    Pair("数据湖在此快照时的内容。", "The lake as it was at this snapshot."),
)
_BY_ENGLISH = {words.en: words for words in HELP}


def _say(words: Any) -> Any:
    return said(_BY_ENGLISH.get(words, words)) if isinstance(words, str) else words


def all_commands(command: Any) -> Iterator[Any]:
    """A command and all below it."""
    yield command
    for one in getattr(command, "commands", {}).values():
        yield from all_commands(one)


@contextmanager
def inert_mistakes() -> Iterator[None]:
    """Have what Typer says of wrong usage command no terminal: it repeats arguments, such as names of files."""
    try:
        yield
    except Exception as error:
        if describe := getattr(error, "format_message", None):
            words = without_commands(describe())
            error.format_message = lambda: words  # type: ignore[attr-defined]
        raise


class SpokenGroup(TyperGroup):
    """The commands of the program, whose help is in the operator's language."""

    def make_context(self, *arguments: Any, **values: Any) -> Any:
        """As of every group, once its help is in that language."""
        with_spoken_help(self)
        with inert_mistakes():
            return super().make_context(*arguments, **values)

    def invoke(self, *arguments: Any) -> Any:
        """As of every group."""
        with inert_mistakes():
            return super().invoke(*arguments)


class InertCommand(TyperCommand):
    """A command that stands alone."""

    def make_context(self, *arguments: Any, **values: Any) -> Any:
        """As of every command."""
        with inert_mistakes():
            return super().make_context(*arguments, **values)

    def invoke(self, *arguments: Any) -> Any:
        """As of every command."""
        with inert_mistakes():
            return super().invoke(*arguments)


def with_spoken_help(command: Any) -> Any:
    """A command of Typer, with the help of all that is below it in the operator's language."""
    for one in all_commands(command):
        one.help, one.epilog, one.short_help = _say(one.help), _say(one.epilog), _say(one.short_help)
        for parameter in one.params:
            parameter.help = _say(getattr(parameter, "help", None))
    return command
