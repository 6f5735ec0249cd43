"""The reasons for which a file waits in quarantine: what each means, and what helps.

The table in `docs/files.md` says the same; a test holds the two together. It is no knowledge of `transforms/`, as a
better sentence is no reason to read every file again.
"""

from __future__ import annotations

from dataclasses import dataclass

from transforms.doubts import Reason
from transforms.language import Pair


@dataclass(frozen=True, slots=True)
class Advice:
    """What some reasons have in common: what they mean, and what helps."""

    reasons: tuple[Reason, ...]
    meaning: Pair
    remedy: Pair


ADVICE = (
    Advice(
        (Reason.NOT_A_REPORT,),
        Pair(
            "读起来不像年度报告，或者是样表、通知、指南等",
            "it does not read as an annual report, or is a template, notice, guide or the like",
        ),
        Pair("一般无须处理；说明里写了发现的内容", "nothing, mostly; the detail says what was found"),
    ),
    Advice(
        (Reason.NO_YEAR,),
        Pair("看不出数据属于哪一年度", "the year of its data cannot be told"),
        Pair("在文件夹名或文件名中写明年度", "name the year in the folder or the file's name"),
    ),
    Advice(
        (Reason.SEVERAL_REPORTS,),
        Pair("一个网页里有几个年度的报告", "a page holds reports of several years"),
        Pair("分别保存为单独的文件", "save each as a file of its own"),
    ),
    Advice(
        (Reason.NO_CONTENT,),
        Pair("框架、跳转页或没有文字的网页", "a frame, a redirect or a page without text"),
        Pair("保存它指向的网页", "save the page that it leads to"),
    ),
    Advice((Reason.EMPTY_FILE,), Pair("没有文字", "no text in it"), Pair("重新获取", "fetch it again")),
    Advice(
        (Reason.BINARY_FILE,),
        Pair("没有文字，也不是已知的格式", "no text and no format that is known"),
        Pair("查明它是什么文件", "find out what it is"),
    ),
    Advice(
        (Reason.UNDECODABLE,),
        Pair("编码无法识别，或损坏太多", "in none of the encodings, or too damaged"),
        Pair("按发布时的原样重新获取", "fetch it again, as it was published"),
    ),
    Advice(
        (Reason.UNSUPPORTED_FORMAT,),
        Pair("不读取的格式", "a format that is not read"),
        Pair("转换成说明里写的格式", "the detail names one to convert it to"),
    ),
    Advice(
        (Reason.NEEDS_LIBREOFFICE,),
        Pair("旧版 Word 文档，而没有 LibreOffice", "an old Word document and no LibreOffice"),
        Pair("安装 LibreOffice，或另存为 DOCX", "install LibreOffice, or save it as DOCX"),
    ),
    Advice(
        (Reason.CONVERSION_FAILED, Reason.CONVERSION_TIMEOUT),
        Pair("LibreOffice 读不出，或者超时", "LibreOffice could not read it, or not in time"),
        Pair("手动另存为 DOCX", "save it as DOCX by hand"),
    ),
    Advice(
        (Reason.SCANNED_PDF,),
        Pair("页面是图片", "its pages are pictures"),
        Pair(
            "找生成它的网页或文档，或安装识别引擎（docs/ocr.md）",
            "look for the page or document that it was made from, or install what reads pictures (docs/ocr.md)",
        ),
    ),
    Advice(
        (Reason.UNREADABLE_FONTS,),
        Pair("字体没有说明画的是什么字", "its fonts do not say which characters they draw"),
        Pair("找报告的其他格式", "look for another format of the report"),
    ),
    Advice(
        (Reason.ENCRYPTED_FILE,),
        Pair("有密码保护", "protected by a password"),
        Pair("另存为没有密码的", "save it without one"),
    ),
    Advice(
        (Reason.DAMAGED_FILE,), Pair("不完整或已损坏", "cut off or broken inside"), Pair("重新获取", "fetch it again")
    ),
    Advice(
        (Reason.UNSAFE_XML,),
        Pair("其中的 XML 声明了实体，办公软件不会这样写", "its XML declares entities, as no office program does"),
        Pair("用原来的程序打开，重新保存", "open it in its program and save it anew"),
    ),
    Advice(
        (Reason.UNSAFE_MEMBER,),
        Pair(
            "压缩包里有指向外部的路径、链接或设备",
            "a member of an archive with a path that leads out, a link or a device",
        ),
        Pair("手动解压", "unpack the archive by hand"),
    ),
    Advice(
        (Reason.ARCHIVE_BOMB,),
        Pair(
            "解压后超过原大小的 `NIANBAO_EXPANSION_RATIO` 倍",
            "it unpacks to more than `NIANBAO_EXPANSION_RATIO` times its size",
        ),
        Pair("先查看再决定是否可信", "look at it before you trust it"),
    ),
    Advice(
        (Reason.ARCHIVE_TOO_DEEP, Reason.ARCHIVE_TOO_LARGE),
        Pair("超过压缩包的上限", "beyond the limits for archives"),
        Pair("手动解压，或提高上限", "unpack it by hand, or raise the limit"),
    ),
    Advice(
        (
            Reason.FILE_TOO_LARGE,
            Reason.TEXT_TOO_LONG,
            Reason.TOO_MANY_CELLS,
            Reason.TOO_MANY_PAGES,
            Reason.TOO_COMPLEX,
            Reason.TOO_COSTLY,
        ),
        Pair("超过一个文件的上限", "beyond what one file may cost"),
        Pair("说明里写了上限的，提高该上限", "raise the limit that the detail names, if there is one"),
    ),
    Advice(
        (Reason.OUT_OF_MEMORY, Reason.READER_TIMEOUT, Reason.READER_CRASHED),
        Pair("读取中止", "its reading was given up"),
        Pair("查看文件；提高说明里写的上限", "look at the file; raise the limit that the detail names"),
    ),
    Advice(
        (
            Reason.UNREADABLE_FILE,
            Reason.UNREADABLE_FOLDER,
            Reason.NOT_A_FILE,
            Reason.SYMLINK_OUTSIDE,
            Reason.FILE_CHANGED,
        ),
        Pair("打不开，或者不是原始文件夹里的文件", "it could not be opened, or is no file of the raw folder"),
        Pair("检查权限，或把文件本身放进去", "see to its rights, or put the file itself there"),
    ),
    Advice(
        (Reason.INTERNAL_ERROR,),
        Pair("这个文件引出了 nianbao 的错误", "a mistake in nianbao that this file brings out"),
        Pair("报告这个错误，可以公开的附上文件", "report it, with the file if it may be shown"),
    ),
)
_UNKNOWN = Advice(
    (), Pair("另一版本 nianbao 的原因", "a reason of another version of nianbao"), Pair("见说明", "read the detail")
)


def find_advice(reason: str) -> Advice:
    """What is known of a reason code."""
    return next((advice for advice in ADVICE if reason in advice.reasons), _UNKNOWN)
