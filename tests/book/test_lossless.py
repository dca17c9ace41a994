"""Writing into a clerk's workbook changes what the contract allows, and nothing else, ever."""

import errno
import io
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from addin.book.archive import BookRefused
from addin.book.closed import ClosedBook
from tests.book.test_closed import log, pending, register, results, sheet_of, table_of
from tests.support.enriched import MAIN, OWN_SHEET, enrich
from tests.support.libreoffice import calc
from tests.support.ooxml import assert_valid
from tests.support.parts import differences, parts, with_parts
from tests.support.tools import ROOT

NAME = "Họ và tên / Tên tập thể"
MARKS = results(
    ("tblDangKy|DK0001", "Lỗi: Ngày sinh"),
    ("tblDangKy|DK0003", "Cần giải trình: Đơn vị"),
    ("tblDonVi|DV0001", "Lưu ý: Số hộ"),
)


@cache
def enriched() -> bytes:
    """A register with three registrations and all that Excel can add to it."""
    filled = ClosedBook(register())
    filled.fill("tblDangKy", [{NAME: f"Người {i}", "Đơn vị": "Xóm 1"} for i in "ABC"])
    return enrich(with_parts(register(), pending(filled)))


def show(book: ClosedBook) -> None:
    """What a check writes."""
    book.show([MARKS, log("08:00", "Kiểm tra", "1 lỗi", "abc")])


def fill_few(book: ClosedBook) -> None:
    """Rows for which the table has room."""
    book.fill("tblDangKy", [{NAME: "Người D"}, {"Mã dòng": "DK0001", "Ghi chú": "đã sửa"}])


def fill_many(book: ClosedBook) -> None:
    """Rows for which the table must grow."""
    book.fill("tblDangKy", [{NAME: f"Người {i}"} for i in range(60)])


def written(job: Callable[[ClosedBook], None], folder: Path) -> Path:
    """The enriched register after a job."""
    book = ClosedBook(enriched())
    job(book)
    target = folder / f"{job.__name__}.xlsx"
    book.save(target)
    return target


ROW = f"{{{MAIN}}}row"
WORKBOOK = "xl/workbook.xml"
ENTRIES, ENTRY_TABLE = sheet_of("tblDangKy"), table_of("tblDangKy")
OWN_PARTS = {
    part for table in ("tblKetQua", "tblNhatKy") for part in (sheet_of(table), table_of(table))
}


@pytest.mark.parametrize(
    ("job", "allowed"),
    [
        (show, OWN_PARTS - {table_of("tblNhatKy")} | {ENTRIES, sheet_of("tblDonVi"), WORKBOOK}),
        (fill_few, {ENTRIES, WORKBOOK}),
        (fill_many, {ENTRIES, ENTRY_TABLE, WORKBOOK}),
    ],
)
def test_only_the_parts_of_the_contract_differ(
    job: Callable[[ClosedBook], None], allowed: set[str], tmp_path: Path
) -> None:
    found = differences(enriched(), written(job, tmp_path))
    assert set(found) == allowed
    assert found[WORKBOOK].splitlines() == [
        '-<calcPr calcId="124519">',
        '+<calcPr calcId="124519" fullCalcOnLoad="1">',
    ]


def test_showing_changes_stored_texts_of_kiem_tra_alone_in_an_entry_sheet(tmp_path: Path) -> None:
    found = differences(enriched(), written(show, tmp_path))
    assert found[ENTRIES].splitlines() == ["+Lỗi: Ngày sinh", "+Cần giải trình: Đơn vị"]
    assert found[sheet_of("tblDonVi")] == "+Lưu ý: Số hộ"


def test_a_fitting_row_changes_its_own_cells_alone(tmp_path: Path) -> None:
    before = etree.fromstring(parts(enriched())[ENTRIES])
    after = etree.fromstring(parts(written(fill_few, tmp_path))[ENTRIES])
    rows = [
        {row.get("r"): etree.tostring(row) for row in each.iter(ROW)} for each in (before, after)
    ]
    assert [number for number in rows[0] if rows[0][number] != rows[1][number]] == ["5", "8"]
    for each in (before, after):
        each.remove(each.find(f"{{{MAIN}}}sheetData"))
    assert etree.tostring(before) == etree.tostring(after)


def test_growing_keeps_filter_order_hidden_rows_notes_drawings_and_sparklines(
    tmp_path: Path,
) -> None:
    before, after = parts(enriched()), parts(written(fill_many, tmp_path))
    table = before[ENTRY_TABLE].replace(b'ref="A4:R44"', b'ref="A4:R67"')
    assert after[ENTRY_TABLE] == table
    assert b"<filterColumn" in table
    assert b"<sortState" in table
    roots = [etree.fromstring(each[ENTRIES]) for each in (before, after)]
    hidden = [[row.get("r") for row in root.iter(ROW) if row.get("hidden")] for root in roots]
    assert hidden == [["7"], ["7"]]
    outside = [
        [etree.tostring(child) for child in root if child.tag != f"{{{MAIN}}}sheetData"]
        for root in roots
    ]
    changed = [pair for pair in zip(*outside, strict=True) if pair[0] != pair[1]]
    assert [new for _, new in changed] == [
        old.replace(b"A1:R44", b"A1:R67").replace(b">Q5:Q44<", b">Q5:Q67<") for old, _ in changed
    ]
    assert len(changed) == 2


@pytest.mark.parametrize("job", [show, fill_many])
def test_order_dates_and_attributes_of_the_parts_stay(
    job: Callable[[ClosedBook], None], tmp_path: Path
) -> None:
    def entries(book: Path | io.BytesIO) -> list[tuple[object, ...]]:
        with zipfile.ZipFile(book) as package:
            return [
                (each.filename, each.date_time, each.external_attr, each.compress_type)
                for each in package.infolist()
            ]

    assert entries(written(job, tmp_path)) == entries(io.BytesIO(enriched()))


def test_checking_twice_writes_the_same_bytes(tmp_path: Path) -> None:
    once = written(show, tmp_path).read_bytes()
    again = ClosedBook(once)
    show(again)
    again.save(tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == once


# When saving fails


def full_disk(*arguments: object, **options: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def failing_after(calls: int, real: Callable[..., object]) -> Callable[..., object]:
    """The function as it is for some calls, and then on a full disk."""
    left = iter(range(calls))

    def call(*arguments: object, **options: object) -> object:
        if next(left, None) is None:
            full_disk()
        return real(*arguments, **options)

    return call


PART_COUNT = len(parts(enriched()))


@pytest.mark.parametrize(
    ("owner", "name", "calls"),
    [
        (Path, "open", 0),
        *((zipfile.ZipFile, "writestr", calls) for calls in (0, PART_COUNT // 2, PART_COUNT - 1)),
        (os, "fsync", 0),
        (os, "replace", 0),
    ],
)
def test_a_save_that_fails_at_any_step_leaves_the_file_and_nothing_else(
    owner: object, name: str, calls: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(enriched())
    book = ClosedBook(path)
    show(book)
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, failing_after(calls, getattr(owner, name)))
        with pytest.raises(BookRefused, match=r"Không ghi được tệp “so\.xlsx”"):
            book.save(path)
    assert path.read_bytes() == enriched()
    assert list(tmp_path.iterdir()) == [path]
    book.save(path)
    assert ClosedBook(path).read().blocks["tblNhatKy"].rows[0][1] == "Kiểm tra"


KILLED = """
import os, signal, sys, zipfile
from pathlib import Path
from addin.book.closed import ClosedBook

book = ClosedBook(Path(sys.argv[1]))
book.fill("tblDonVi", [{"Tên đơn vị": "Xóm 1"}])
setattr(eval(sys.argv[2]), sys.argv[3], lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
book.save(Path(sys.argv[1]))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("owner", "name"), [("zipfile.ZipFile", "close"), ("os", "fsync"), ("os", "replace")]
)
def test_a_killed_save_leaves_the_file_as_it_was(owner: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(enriched())
    run = subprocess.run([sys.executable, "-c", KILLED, path, owner, name], cwd=ROOT, timeout=60)
    assert run.returncode == -signal.SIGKILL
    assert path.read_bytes() == enriched()


# As others read the result


@pytest.mark.slow
@pytest.mark.usefixtures("ooxml_validator")
def test_what_is_written_is_valid_office_open_xml(tmp_path: Path) -> None:
    before = tmp_path / "before.xlsx"
    before.write_bytes(enriched())
    assert_valid(before, *(written(job, tmp_path) for job in (show, fill_few, fill_many)))


def everything(book: ClosedBook) -> None:
    """Rows filled, findings shown."""
    fill_many(book)
    show(book)


@pytest.mark.slow
@pytest.mark.usefixtures("soffice")
def test_libreoffice_opens_the_result_and_calculates_what_is_stored(tmp_path: Path) -> None:
    path = written(everything, tmp_path)
    with calc() as office:
        document = office.open(path)
        stored = document.values("Đăng ký!A5:B67")
        assert document.values(f"{OWN_SHEET}!A1:A3") == [["Có"], ["Không"], ["Chờ"]]
        assert document.texts("Kết quả kiểm tra!L5:L7")[0] == ["Lỗi: Ngày sinh"]
        document.recalculate()
        assert document.values("Đăng ký!A5:B67") == stored
        assert document.values(f"{OWN_SHEET}!B2") == [[3]]
    assert stored[0] == ["Lỗi: Ngày sinh", 1]
    assert [number for _, number in stored] == list(range(1, 64))


@pytest.mark.slow
@pytest.mark.usefixtures("soffice", "ooxml_validator")
def test_a_register_that_libreoffice_saved_is_filled_and_shown_too(tmp_path: Path) -> None:
    source = tmp_path / "excel.xlsx"
    filled = ClosedBook(register())
    filled.fill("tblDangKy", [{NAME: f"Người {i}", "Đơn vị": "Xóm 1"} for i in "ABCD"])
    filled.save(source)
    with calc() as office:
        document = office.open(source)
        converted = document.export(tmp_path / "libreoffice.xlsx")
    book = ClosedBook(converted)
    book.fill("tblDangKy", [{NAME: f"Người {i}"} for i in range(50)])
    show(book)
    book.save(tmp_path / "again.xlsx")
    assert_valid(tmp_path / "again.xlsx")
    with calc() as office:
        document = office.open(tmp_path / "again.xlsx")
        stored = document.values("Đăng ký!A5:C58")
        document.recalculate()
        assert document.values("Đăng ký!A5:C58") == stored
    assert [stored[0], stored[-1]] == [["Lỗi: Ngày sinh", 1, "Người A"], ["", 54, "Người 49"]]
