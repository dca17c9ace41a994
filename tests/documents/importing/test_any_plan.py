"""Whatever an office has typed: nothing is lost, and what was written is read back the same."""

import json
import re
import tempfile
import unicodedata
from pathlib import Path

from hypothesis import assume, example, given
from hypothesis import strategies as st

from addin.documents.importing.rows import TABLES
from tests.documents.importing.habits import CLOSING, HEADER, OPENING, SIGNING, TITLE
from tests.documents.importing.round_trip import imported, written
from tests.support.old_plans import p, run, table, to_tcvn3, to_vni, write_docx

WORDS = (
    *("Căn", "cứ", "Thực", "hiện", "Trên", "đây", "là", "kế", "hoạch", "thi", "đua", "năm"),
    *("2020", "2019", "ỦY", "BAN", "UBND", "xã", "Lam", "Vỹ", "xây", "dựng", "như", "sau:"),
    *("MỤC", "ĐÍCH", "Quý", "I/2020", "10", "1.5", "V/v", "đ/c", "-", "+", "a)", "{Năm}", "&"),
    *("Đề", "nghị", "Yêu", "cầu;", "giấy.", "khen,", "Nguyễn", "ĐƯỜNG", "quỹ", "(để", "b/c)"),
)
MARKS = (
    *("", "", "I.", "II.", "I/.", "V.", "X.", "1.", "2.", "1/.", "3)", "11.", "1.1", "1.2."),
    *("2.1.", "a)", "b)", "đ)", "i)", "ii)", "a.", "A.", "B.", "-", "–", "+", "*", "•", "o"),
    *("(1)", "[Xem lại]"),
)  # fmt: skip

lines = st.builds(
    lambda mark, words, gap: f"{mark}{gap if mark else ''}{' '.join(words)}",
    st.sampled_from(MARKS),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6),
    st.sampled_from([" ", "", "\u00a0", "\t"]),
)


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """A paragraph of one to three lines, cut into runs, in a font of any time."""
    content = "\n".join(draw(st.lists(lines, min_size=1, max_size=3)))
    font = draw(st.sampled_from(["", "", ".VnTime", "VNI-Times"]))
    # TCVN3 has no capitals with a tone.
    if font == ".VnTime" and not re.search("[À-ÖØ-ÝẠ-ỸĨŨ]", re.sub("[ĂÂÊÔƠƯĐ]", "", content)):
        content = to_tcvn3(content)
    elif font == "VNI-Times":
        content = to_vni(content)
    else:
        font = ""
        content = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), content)
    cuts = sorted(draw(st.sets(st.integers(0, len(content)), max_size=2)))
    pieces = [content[a:b] for a, b in zip([0, *cuts], [*cuts, len(content)], strict=True)]
    bold = draw(st.booleans())
    runs = [run(each, bold=bold or None, font=font) for each in pieces]
    return p(*runs, centred=draw(st.booleans()))


tables = st.lists(st.lists(lines, min_size=2, max_size=2), min_size=1, max_size=2).map(
    lambda rows: table(*rows)
)
bodies = st.lists(st.one_of(paragraphs(), paragraphs(), tables), min_size=1, max_size=8)


@given(body=bodies, opening=st.booleans(), closing=st.booleans())
@example(body=[p("Lời\nI. MỤC\nb"), p("- gạch")], opening=False, closing=False)
def test_a_plan_written_and_imported_again_is_the_same_and_whole(
    body: list[str], opening: bool, closing: bool
) -> None:
    content = [HEADER, *TITLE, *[OPENING] * opening, *body, *[CLOSING] * closing, SIGNING]
    with tempfile.TemporaryDirectory() as folder:
        first = imported(write_docx(Path(folder) / "cu.docx", content))
        assume(first.outline)  # all of it may have been read as the subject
        again = imported(written(first, Path(folder) / "moi.docx"))
    assert {model.table: again.rows[model.table] for model in TABLES} == first.rows
    assert first.plan.placed == set(range(first.plan.paragraphs))


@given(
    body=st.lists(st.lists(lines, min_size=1, max_size=2).map("\n".join), min_size=1, max_size=6)
)
def test_every_word_of_the_text_is_in_the_rows(body: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = [HEADER, *TITLE, *map(p, body), SIGNING]
        found = imported(write_docx(Path(folder) / "cu.docx", content))
    rows = json.dumps(found.as_json(), ensure_ascii=False)
    missing = {word for line in body for word in re.findall(r"\w+", line) if word not in rows}
    assert not missing
