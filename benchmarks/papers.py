"""Speed and memory of long papers, as ratios within this run: uv run python -m benchmarks.papers

300 certificates and a decision with 300 names, against plain python-docx writing the same finished
text, paragraph by paragraph, without styles and tables. With --pdf also the pages
that LibreOffice makes of them.
"""

from __future__ import annotations

import gc
import io
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import docx
from docx.oxml.ns import qn

from addin.documents.kinds import KINDS
from addin.paper_texts import default_cells
from validators.blocks import Block
from validators.columns import Record
from validators.records import ENTRY_TABLES, CouncilMember, Nomination, SettingRow, Unit
from validators.register import Register, read_register

NAMES = 300
DAY = date(2021, 1, 20)
REPEATS = 5
FAMILY = ("Nguyễn", "Trần", "Hoàng", "Triệu", "Phùng", "Nông", "Lường", "Công Tằng Tôn Nữ")
MIDDLE = ("Thị Bích", "Văn", "Quang", "Thị Ngọc", "Minh", "Thị Phương Khánh")
GIVEN = ("Phượng", "Hải", "Nghiêng", "Khánh", "Thảo", "Quỳnh Nguyễn", "Duyên")


def block(model: type[Record], rows: Sequence[dict[str, object]]) -> Block:
    """A table as a book hands it over, values by field."""
    columns = model.columns()
    values = [[row.get(each.field) for each in columns] for row in rows]
    headings = [each.heading for each in columns]
    return Block(model.table, model.sheet, 5, 1, headings, values)  # type: ignore[arg-type]


def person(number: int) -> dict[str, object]:
    """A nominee whose name may be among the longest that there are."""
    family, middle, given = (part[number % len(part)] for part in (FAMILY, MIDDLE, GIVEN))
    return {
        "row_id": f"DN{number:04}",
        "name": f"{family} {middle} {given}",
        "object_kind": "Cá nhân",
        "salutation": "Bà" if "Thị" in middle else "Ông",
        "position": "Giáo viên dạy lớp ghép điểm trường",
        "unit": f"Xóm {number % 10 + 1}",
        "work_group": "Người trực tiếp công tác, lao động",
        "year": 2020,
        "form": "Giấy khen của Chủ tịch UBND xã",
        "commendation_kind": "Phong trào thi đua",
        "movement": "Định Hóa chung sức xây dựng nông thôn mới",
        "level": "Xã",
        "outcome": "Được tặng",
        "decision_number": "129/QĐ-UBND",
        "decided": date(2020, 12, 22),
        "bonus": 230000,
    }


def register_of(names: int = NAMES) -> Register:
    """A register with so many people awarded by one decision."""
    settings = {
        "Năm": "2020",
        "Tên đơn vị hành chính": "Lam Vỹ",
        "Loại đơn vị hành chính": "xã",
        "Tỉnh": "Thái Nguyên",
        "Người ký": "Nguyễn Văn Mẫu",
    }
    chair = {"name": "Nguyễn Văn Mẫu", "position": "Chủ tịch UBND xã", "role": "Chủ tịch"}
    rows: dict[type[Record], list[dict[str, object]]] = {
        SettingRow: [{"item": item, "value": value} for item, value in settings.items()],
        Unit: [{"name": f"Xóm {n}", "kind": "Xóm"} for n in range(1, 11)],
        CouncilMember: [dict(chair)],
        Nomination: [person(number) for number in range(1, names + 1)],
    }
    blocks = {
        model.table: block(model, rows.get(model, default_cells(model))) for model in ENTRY_TABLES
    }
    return read_register(blocks, DAY)


def texts(content: bytes) -> list[str]:
    """The text of every paragraph of a document, cells included."""
    body = docx.Document(io.BytesIO(content)).element.body
    return [
        "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
        for paragraph in body.iter(qn("w:p"))
    ]


def plain(paragraphs: Sequence[str]) -> bytes:
    """The same paragraphs as python-docx writes them."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def best(job: Callable[[], object]) -> float:
    """Seconds of processor time that a job takes at best."""
    times = []
    for _ in range(REPEATS):
        gc.collect()
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return min(times)


def python_peak(job: Callable[[], object]) -> int:
    """Bytes that Python's own objects take at most."""
    gc.collect()
    tracemalloc.start()
    job()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def process_peak(kind: str, *, baseline: bool) -> float:
    """Peak memory in MB of a process that does nothing else (Linux); lxml's memory included."""
    code = (
        "import sys; from benchmarks import papers as p;"
        f"r = p.register_of(); c = p.KINDS[{kind!r}].make(r)[0].content;"
        "t = p.texts(c); del c;"
        "open('/proc/self/clear_refs', 'w').write('5');"
        + ("p.plain(t);" if baseline else f"p.KINDS[{kind!r}].make(r);")
        + "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1]) / 1024


def pages(content: bytes) -> int:
    """Pages that LibreOffice makes of a document."""
    import pdfplumber

    from addin.documents.pdf import to_pdf

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(content)
        to_pdf(path, path.with_suffix(".pdf"))
        with pdfplumber.open(path.with_suffix(".pdf")) as pdf:
            return len(pdf.pages)


def compare(register: Register, kind: str, name: str) -> None:
    """Print the ratios of one paper."""

    def ours() -> object:
        return KINDS[kind].make(register)

    (product,) = KINDS[kind].make(register)
    paragraphs = texts(product.content)

    def usual() -> object:
        return plain(paragraphs)

    seconds = best(ours)
    print(f"{NAMES} {name}: {seconds:.2f} s, {seconds / best(usual):.2f} × plain python-docx")
    print(f"  Python's memory {python_peak(ours) / python_peak(usual):.2f} ×")
    whole, base = process_peak(kind, baseline=False), process_peak(kind, baseline=True)
    print(f"  peak of the process {whole:.0f} MB, {whole / base:.2f} ×")
    if "--pdf" in sys.argv:
        print(f"  {pages(product.content)} pages")


def main() -> None:
    """Print the ratios of both papers."""
    register = register_of()
    compare(register, "giay-khen", "certificates")
    compare(register, "quyet-dinh", "names in one decision")


if __name__ == "__main__":
    main()
