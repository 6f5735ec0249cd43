"""What pages would draw, measured before anything draws them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.hostile import encrypt_pdf, make_nested_pdf, make_pdf
from tests.transforms.formats.pdf.drawing import make_pdf as make_sound_pdf
from tests.transforms.formats.pdf.drawing import reject
from transforms.doubts import Rejection
from transforms.formats.pdf.document import read_content
from transforms.formats.pdf.weight import is_too_heavy, weigh_content
from transforms.limits import DEFAULT_LIMITS

_TREE = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
_DEFLATED = b"/Filter/FlateDecode"
_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"


def stream(content: bytes, dictionary: bytes = b"", filters: bytes = _DEFLATED) -> bytes:
    packed = zlib.compress(content) if filters == _DEFLATED else content
    return b"<<%b%b/Length %d>>\nstream\n%b\nendstream" % (dictionary, filters, len(packed), packed)


def page(keys: bytes, *objects: bytes) -> bytes:
    """A PDF of one page with these keys; the objects are numbered from 4."""
    return make_pdf((*_TREE, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]%b>>" % keys, *objects))


def page_of(content: bytes, resources: bytes = b"", *objects: bytes) -> bytes:
    """A PDF of one page that draws a content; the objects are numbered from 5."""
    return page(b"/Contents 4 0 R/Resources<<%b>>" % resources, stream(content), *objects)


def form(content: bytes, resources: bytes = b"") -> bytes:
    return stream(content, _FORM + (b"/Resources<<%b>>" % resources if resources else b""))


def chain(depth: int) -> bytes:
    """A page that draws a form that draws a form, and so on."""
    forms = [form(b"/X Do", b"/XObject<</X %d 0 R>>" % (6 + at)) for at in range(depth - 1)]
    return page_of(b"/X Do", b"/XObject<</X 5 0 R>>", *forms, form(b"n"))


def with_notes(count: int) -> bytes:
    notes = b" ".join([b"<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/AP<</N 4 0 R>>>>"] * count)
    return page(b"/Annots[%b]" % notes, form(b"n " * 601))


def is_heavy(data: bytes) -> bool:
    return is_too_heavy(data, 300)


EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.formats.pdf.weight._DRAWN",
        takes=(b"/X Do", b"/Im0\n Do Q", b"q/F#31 Do", b"/X\0Do"),
        leaves=(b"Do", b"/X Done", b"(a) Do", b"/X cs"),
        found=(b"/X Do", b"/Im0\n Do", b"/F#31 Do", b"/X\0Do"),
    ),
    Threshold(
        "transforms.formats.pdf.weight._MOST_WEIGHT",
        inside=lambda: not is_heavy(page_of(b"q " * 2_999_999)),
        outside=lambda: not is_heavy(page_of(b"q " * 3_000_001)),
        moved=9_000_000,
    ),
    Threshold(
        "transforms.formats.pdf.weight._SQUARED_MARKS",
        inside=lambda: not is_heavy(page_of(b"/P BMC " * 10_800)),
        outside=lambda: not is_heavy(page_of(b"/P BMC " * 11_200)),
        moved=25,
    ),
    Threshold(
        "transforms.formats.pdf.weight._DEEPEST",
        inside=lambda: not is_heavy(chain(30)),
        outside=lambda: not is_heavy(chain(31)),
        moved=40,
    ),
    Threshold(
        "transforms.formats.pdf.weight.MOST_ANNOTATIONS",
        inside=lambda: is_heavy(with_notes(5000)),
        outside=lambda: is_heavy(with_notes(4990)),
        moved=4000,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_sound_page_weighs_what_it_prints() -> None:
    assert not is_heavy(make_sound_pdf(lambda canvas: canvas.drawString(40, 400, "12")))
    assert weigh_content(b"/P <</MCID 0>> BDC EMC " * 50_000) == 23 * 50_000


LARGE, MANY = b"0 0 m " * 10_000, b"/X Do " * 101
X = b"/XObject<</X 5 0 R>>"
NAMES = ("图".encode(), "图".encode("gbk"), b"\xff")


@pytest.mark.parametrize(
    "data",
    [
        page_of(MANY, X, form(LARGE)),
        page_of(MANY.replace(b"/X", b"/#58"), X, form(LARGE)),
        *(page_of(MANY.replace(b"X", name), X.replace(b"X ", name + b" "), form(LARGE)) for name in NAMES),
        page_of(b"/X Do", X, form(MANY, b"/XObject<</X 6 0 R>>"), form(LARGE)),
        page_of(MANY, b"/XObject 5 0 R", b"<</X 6 0 R>>", form(LARGE)),
        page_of(b"/X Do", b"/XObject<</X 5 0 R/Y 6 0 R>>", form(MANY.replace(b"X", b"Y")), form(LARGE)),
        page(b"/Contents[4 0 R 4 0 R 4 0 R]/Resources<<>>", stream(b"q " * 1_100_000)),
        page(b"/Contents 4 0 R/Resources<<>>", stream(b"q " * 3_100_000, filters=b"")),
        page(b"/Contents 4 0 R/Resources<<>>", stream(b"\x81q" * 50_000, filters=b"/Filter/RunLengthDecode")),
        page(
            b"/Contents 4 0 R/Resources<<>>",
            stream(zlib.compress(zlib.compress(bytes(6_100_000))), filters=b"/Filter[/FlateDecode/FlateDecode]"),
        ),
        page(
            b"/Annots[<</Type/Annot/Rect[0 0 9 9]/AP<</N<</On 4 0 R/Off 5 0 R>>>>>>]",
            *(form(MANY, b"/XObject<</X 6 0 R>>"), form(b"n"), form(LARGE)),
        ),
        page_of(
            b"BT/T 9 Tf(a)Tj ET",
            b"/Font<</T 5 0 R>>",
            b"<</Type/Font/Subtype/Type3/CharProcs<</a 6 0 R>>/Resources<</XObject<</X 7 0 R>>>>>>",
            *(stream(MANY, b"/Resources<</XObject<</X 7 0 R>>>>"), form(LARGE)),
        ),
        make_nested_pdf(9, 10),
    ],
)
def test_what_draws_more_than_any_report_is_refused(data: bytes) -> None:
    assert is_heavy(data)
    assert reject(data).reason == "too_complex"


@pytest.mark.parametrize(
    "objects",
    [
        (form(b"/X Do /X Do", X),),  # draws itself
        (form(b"/Y Do /Y Do", b"/XObject<</Y 6 0 R>>"), form(b"/X Do /X Do", X)),
        (b"<</Type/XObject>>",),  # nothing that could be drawn
        (),
    ],
)
def test_what_is_drawn_in_a_circle_or_not_there_weighs_nothing(objects: Sequence[bytes]) -> None:
    assert not is_heavy(page_of(b"/X Do " * 1000, X, *objects))


def test_letters_that_several_forms_share_are_weighed_once() -> None:
    letters = b"".join(b"/g%d %d 0 R" % (at, 20 + at) for at in range(100))
    font = b"<</Type/Font/Subtype/Type3/CharProcs<<%b>>>>" % letters
    forms = [form(b"BT/T 9 Tf(a)Tj ET", b"/Font<</T 5 0 R>>") for _ in range(14)]
    named = b"".join(b"/F%d %d 0 R" % (at, 6 + at) for at in range(14))
    resources = b"/Font<</T 5 0 R>>/XObject<<%b>>" % named
    drawn = b"".join(b"/F%d Do " % at for at in range(14))

    def shared(letter: bytes) -> bytes:
        return page_of(drawn, resources, font, *forms, *[stream(letter)] * 100)

    assert not is_heavy(shared(b"q " * 3_000))
    assert is_heavy(shared(b"q " * 30_001))


def test_many_fonts_of_letters_that_set_no_text_are_not_each_others_letters() -> None:
    """A browser prints a font that may not be embedded as dozens of such fonts, whose letters have the page's own."""
    named = b"".join(b"/T%d %d 0 R" % (at, 5 + at) for at in range(40))
    fonts = [b"<</Type/Font/Subtype/Type3/CharProcs<</a 45 0 R>>>>"] * 40
    printed = page_of(b"BT/T0 9 Tf(a)Tj ET", b"/Font<<%b>>" % named, *fonts, stream(b"9 0 0 0 9 9 d1 0 0 9 9 re f"))
    assert not is_heavy(printed)


@pytest.mark.parametrize("setter", [b"BT/T 9 Tf(a)Tj ET", b"/G gs BT(a)Tj ET"])
def test_a_letter_that_sets_text_is_as_heavy_as_that(setter: bytes) -> None:
    fonts = b"/Font<</T 5 0 R/U 6 0 R>>"
    small = b"<</Type/Font/Subtype/Type3/CharProcs<</a 7 0 R>>>>"
    large = b"<</Type/Font/Subtype/Type3/CharProcs<</a 8 0 R>>>>"
    letters = (stream(setter), stream(b"q " * 3_000_001))
    assert is_heavy(page_of(b"BT/T 9 Tf(a)Tj ET", fonts, small, large, *letters))


def test_what_cannot_be_measured_is_left_to_the_process_that_reads() -> None:
    assert not is_heavy(b"%PDF-1.7 nothing")
    assert not is_heavy(encrypt_pdf(make_nested_pdf(9, 10)))


def test_a_table_of_objects_that_claims_too_many_is_mended_and_read() -> None:
    sound = make_sound_pdf(lambda canvas: canvas.drawString(40, 400, "12"))
    claimed = re.sub(rb"xref\s+0 \d+", b"xref\n0 99999", sound, count=1)
    assert claimed != sound
    assert not is_heavy(claimed)
    assert not isinstance(read_content(claimed, DEFAULT_LIMITS), Rejection)


def test_what_unpacks_to_more_than_pypdf_does_is_refused() -> None:
    assert is_heavy(page_of(bytes(75_000_001)))


def test_a_page_that_cannot_be_measured_hides_no_other() -> None:
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents %d 0 R/Resources<<>>>>"
    tree = (_TREE[0], b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>", leaf % 5, leaf % 6)
    assert is_heavy(make_pdf((*tree, stream(b"n", filters=b"/Filter/Unknown"), stream(b"q " * 3_000_001))))


def test_nothing_is_said_of_what_cannot_be_followed(caplog: pytest.LogCaptureFixture) -> None:
    assert not is_heavy(page_of(b"n").replace(b"/MediaBox", b"\x1b]0;/MediaBox").replace(b"startxref", b"startxref 9"))
    assert not caplog.records
