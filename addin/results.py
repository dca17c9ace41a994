"""Findings, answers and the log as the program's own sheets show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from addin.book.layout import (
    HEADING_ROW,
    NOT_CHECKED,
    ROW_POINTS,
    TITLE_POINTS,
    heading_points,
    text_lines,
)
from addin.book.port import Cell, SheetView, Style
from validators import RULES_VERSION
from validators.answers import Answer, AnswerKey
from validators.blocks import Block, Raw
from validators.check import Report
from validators.columns import ProgramRecord
from validators.finding import Finding, Severity
from validators.records import Explanation, LogEntry, Result, Sending, SlipRow

LOG_LENGTH = 500
"""Entries that Nhật ký keeps; the oldest go first."""

SUMMARIZE = "Tổng hợp"
"""The job that fills summary sheets, as Nhật ký names it."""

SHEETS_BETWEEN = ", "
"""What stands between the names of the sheets that it filled."""

_WRAPPED_STYLES = frozenset({Style.WRAPPED, Style.INPUT})
_SEVERITY_STYLES = {
    Severity.ERROR: Style.ERROR,
    Severity.QUERY: Style.QUERY,
    Severity.NOTE: Style.ADVICE,
}


def counts_in_words(report: Report) -> str:
    """One sentence: "2 lỗi, 3 mục cần giải trình, 1 lưu ý." or "Không có lỗi."."""
    errors, queries, notes = (report.count(each) for each in Severity)
    open_queries = sum(
        each.severity is Severity.QUERY and each.explained is None for each in report.findings
    )
    words = f"{errors} lỗi" if errors else "Không có lỗi"
    if queries:
        words += f", {queries} mục cần giải trình"
        if answered := queries - open_queries:
            words += f" (đã giải trình {answered})"
    if notes:
        words += f", {notes} lưu ý"
    return words + "."


def figures_in_words(sheet: Mapping[str, Any]) -> str:
    """One line about a summary sheet, given in the shape of the JSON."""
    total = sheet["period"]["total"]
    registered, nominated, awarded = (
        total[stage]["rows"] for stage in ("registered", "nominated", "awarded")
    )
    return f"{sheet['sheet']}: đăng ký {registered}, đề nghị {nominated}, được tặng {awarded}"


def _table_view(
    model: type[ProgramRecord],
    title: str,
    state: str,
    advice: str,
    rows: list[list[Cell | None]],
) -> SheetView:
    """A program's sheet that holds one table; an empty table keeps one empty row."""
    headings: list[Cell | None] = [Cell(each.heading, Style.HEADING) for each in model.columns()]
    body = rows or [[None] * len(headings)]
    view = SheetView(
        sheet=model.sheet,
        table=model.table,
        table_rows=(HEADING_ROW, HEADING_ROW + len(body)),
        rows={
            1: [Cell(title, Style.TITLE)],
            2: [Cell(state, Style.SUBTITLE)],
            3: [Cell(advice, Style.NOTE)],
            HEADING_ROW: headings,
        },
        heights={1: TITLE_POINTS, HEADING_ROW: heading_points(model.columns())},
    )
    for number, row in enumerate(body, start=HEADING_ROW + 1):
        view.rows[number] = row
        view.heights[number] = ROW_POINTS * _lines(model, row)
    return view


def _lines(model: type[ProgramRecord], row: Iterable[Cell | None]) -> int:
    """Lines that the longest wrapped text of a row takes: LibreOffice fits no height itself."""
    wrapped = (
        (cell.value, column.width)
        for cell, column in zip(row, model.columns(), strict=True)
        if cell is not None and cell.style in _WRAPPED_STYLES and isinstance(cell.value, str)
    )
    return max((text_lines(text, width) for text, width in wrapped), default=1)


def _result_row(number: int, finding: Finding) -> list[Cell | None]:
    link = f"'{finding.sheet.replace(chr(39), chr(39) * 2)}'!{finding.cell}" if finding.cell else ""
    return [
        Cell(number, Style.INTEGER),
        Cell(finding.severity.label, _SEVERITY_STYLES[finding.severity]),
        Cell(finding.code, Style.CENTRED),
        Cell(finding.sheet),
        Cell(finding.cell, Style.LINK, link),
        Cell(finding.column, Style.WRAPPED),
        Cell(finding.subject, Style.WRAPPED),
        Cell(finding.message, Style.WRAPPED),
        Cell(finding.remedy, Style.WRAPPED),
        Cell(finding.basis, Style.WRAPPED),
        Cell(finding.answer, Style.INPUT),
        Cell(finding.summary),
        # Without a date's format it would come back as a number, and no answer would fit it.
        Cell(finding.value, Style.DATE if isinstance(finding.value, date) else Style.PLAIN),
        Cell(finding.key_of_row),
        Cell(finding.key_of_cell),
    ]


_RESULTS_TITLE = "KẾT QUẢ KIỂM TRA"


def no_results_view() -> SheetView:
    """The sheet Kết quả kiểm tra without findings, so that nothing is marked."""
    return _table_view(Result, _RESULTS_TITLE, NOT_CHECKED, "", [])


def results_view(report: Report, checked_at: datetime) -> SheetView:
    """The sheet Kết quả kiểm tra."""
    return _table_view(
        Result,
        _RESULTS_TITLE,
        f"{counts_in_words(report)} Kiểm tra lúc {checked_at:%H:%M ngày %d/%m/%Y}, "
        f"bộ quy tắc {RULES_VERSION}.",
        "Lỗi phải sửa trước khi gửi. Mục cần giải trình: sửa, hoặc viết lý do vào cột Giải trình "
        "(ít nhất 20 ký tự). Bấm vào ô ở cột Ô để tới chỗ cần xem.",
        [_result_row(number, each) for number, each in enumerate(report.findings, start=1)],
    )


def answers_view(answers: Mapping[AnswerKey, Answer]) -> SheetView:
    """The sheet Giải trình: answers kept, also those whose finding is gone for the moment."""
    rows: list[list[Cell | None]] = [
        [
            Cell(code),
            Cell(key),
            Cell(answer.state, Style.WRAPPED),
            Cell(answer.text, Style.WRAPPED),
            Cell(answer.given, Style.DATE),
        ]
        for (code, key), answer in sorted(answers.items())
    ]
    return _table_view(
        Explanation,
        "GIẢI TRÌNH ĐÃ GHI NHẬN",
        f"{len(rows)} giải trình.",
        "Chương trình giữ các giải trình ở đây để không hỏi lại khi số liệu chưa thay đổi.",
        rows,
    )


def log_view(
    blocks: Mapping[str, Block], at: datetime, job: str, outcome: str, digest: str
) -> SheetView:
    """The sheet Nhật ký with one more entry; entries hold no personal data."""
    block = blocks.get(LogEntry.table)
    earlier: list[list[Raw]] = [row for row in block.rows if any(row)] if block else []
    entry: list[Raw] = [f"{at:%Y-%m-%d %H:%M:%S}", job, outcome, digest]
    entries = [*earlier, entry][-LOG_LENGTH:]
    rows: list[list[Cell | None]] = [[Cell(value) for value in each] for each in entries]
    return _table_view(
        LogEntry,
        "NHẬT KÝ",
        f"{len(rows)} lần chương trình làm việc với sổ này.",
        "Không chứa thông tin cá nhân.",
        rows,
    )


def sendings_view(sendings: Sequence[Mapping[str, Raw]]) -> SheetView:
    """The sheet Lần gửi; each sending by the fields of its table."""
    fields = [column.field for column in Sending.columns()]
    return _table_view(
        Sending,
        "CÁC LẦN GỬI SỔ LÊN CẤP TRÊN",
        f"{len(sendings)} lần gửi.",
        "Cấp trên nhận ra lần gửi, kỳ báo cáo và nội dung đã gửi nhờ dòng cuối.",
        [[Cell(each.get(name)) for name in fields] for each in sendings],
    )


def slip_rows_view(rows: Sequence[Mapping[str, Raw]]) -> SheetView:
    """The sheet Dòng phiếu; each row by the fields of its table."""
    fields = [column.field for column in SlipRow.columns()]
    return _table_view(
        SlipRow,
        "DÒNG ĐÃ NHẬN TỪ PHIẾU ĐƠN VỊ",
        f"{len(rows)} dòng.",
        "Chương trình nhờ đây mà biết đơn vị đã sửa gì từ lần gửi trước. Chỉ có dấu, không có số "
        "liệu.",
        [[Cell(each.get(name)) for name in fields] for each in rows],
    )


def filled_summaries(blocks: Mapping[str, Block]) -> dict[str, str]:
    """The digest of the data that each summary sheet was last filled from, by sheet (Nhật ký)."""
    filled: dict[str, str] = {}
    block = blocks.get(LogEntry.table)
    for _, job, outcome, digest in block.rows if block else ():
        if job == SUMMARIZE:
            filled |= dict.fromkeys(str(outcome).split(SHEETS_BETWEEN), str(digest))
    return filled
