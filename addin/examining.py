"""A workbook as a superior sees it: opened under guard, checked by the same rules, added up.

One function for one file, `examine`: it takes bytes and gives plain values, so that a ledger, a
folder, a pool of processes and a cluster all call the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from itertools import repeat
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from addin.book.closed import ClosedBook
from addin.book.port import Content
from addin.expected import whole_code
from addin.failures import unexpected
from addin.mail.manifest import Manifest, read_sendings
from addin.opening import Opened, collector_paused, open_content
from addin.refusal import Refusal
from addin.results import counts_in_words
from addin.summary import counts_to_carry
from validators.answers import read_answers
from validators.check import Report, check
from validators.columns import Record
from validators.digest import fingerprint
from validators.finding import Finding, Severity
from validators.people import name_key
from validators.records import BY_TABLE, Nomination, Registration, SlipHead
from validators.register import Register
from validators.tables import Table


class Standing(StrEnum):
    """What a superior says to a workbook."""

    ACCEPTED = "đã nhận"
    QUERIES = "đã nhận, còn mục chưa giải trình"
    RETURNED = "trả lại"
    REFUSED = "không nhận"


_ERRORS_TOLD = 3
"""Errors that are told in words; all of them are marked in the copy that goes back."""


class RowFact(NamedTuple):
    """What totals, statistics and history need of one row of Đăng ký or Đề nghị.

    `birth` is an ISO date or a year; labels are those of the lists, as plain texts; `place` is
    "Đề nghị!C7"; `name_key` is the name as it is compared (`people.name_key`).
    """

    table: str
    place: str
    name_key: str
    name: str
    salutation: str | None
    object_kind: str | None
    birth: str | None
    position: str | None
    unit: str | None
    work_group: str | None
    field: str | None
    year: int | None
    title: str | None
    form: str | None
    commendation_kind: str | None
    level: str | None
    completion: str | None
    outcome: str | None
    dated: str | None
    """Ngày đăng ký of a registration, Ngày quyết định of a nomination."""
    decision_number: str | None


class MovementFact(NamedTuple):
    """What the statistics need of one movement; dates as ISO."""

    name: str
    level: str | None
    mode: str | None
    start: str | None
    end: str | None


Facts = tuple[str | int | None, ...]
"""A plain tuple: those of a country go from process to process and into a database."""


@dataclass(frozen=True)
class Examined:
    """All that is known of one file; `reasons` say in words why it is not simply accepted."""

    file_hash: str
    file_name: str
    size: int
    standing: Standing
    reasons: tuple[str, ...] = ()
    manifest: Manifest | None = None
    found_fingerprint: str = ""
    """Of what was read, where a manifest says which it should be."""
    unit_code: str = ""
    unit_name: str = ""
    year: int = 0
    """0 where the workbook tells none."""
    period: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    """Findings by severity ("error", "query", "note"), and "open": queries without an answer."""
    findings: tuple[dict[str, Any], ...] = ()
    tallies: dict[str, Any] = field(default_factory=dict)
    """What `summary.counts_to_carry` gives."""
    rows: tuple[Facts, ...] = ()
    """The values of `RowFact`, in its order."""
    movements: tuple[Facts, ...] = ()
    """The values of `MovementFact`, in its order."""


@collector_paused()
def examine(content: bytes, name: str, received: date) -> Examined:
    """Examine the bytes of one workbook as received on a day; never raises for what is in them.

    The rules are those of the day on which it was sent, so that nothing falls due on the way.
    """
    try:
        read = ClosedBook(content, name=name).read()
        _refuse_what_is_no_register(read, name)
    except Refusal as refusal:
        return refused(content, name, str(refusal))
    sendings = read_sendings(read.blocks)
    manifest = sendings[-1] if sendings else None
    opened = open_content(read, day_sent(manifest) or received)
    return _examined(opened, manifest, content, name)


def _refuse_what_is_no_register(content: Content, name: str) -> None:
    """A sound workbook of another kind is not a register full of mistakes."""
    if SlipHead.table in content.blocks:
        raise Refusal(
            f"Tệp “{name}” là phiếu của một đơn vị, không phải sổ của xã: đơn vị gửi phiếu về xã "
            "để xã đưa vào sổ (Nhận phiếu đơn vị)."
        )
    if not content.blocks.keys() & BY_TABLE.keys():
        raise Refusal(
            f"Tệp “{name}” không phải sổ thi đua theo mẫu của chương trình: hãy gửi sổ của xã."
        )


def examine_safely(held: bytes | Path, name: str, received: date) -> Examined:
    """`examine`, where one file must not stop thousands: what nobody foresaw is logged.

    Takes the bytes, or the path of the file that holds them.
    """
    content = b""
    try:
        content = held.read_bytes() if isinstance(held, Path) else held
        return examine(content, name, received)
    except OSError:
        return refused(content, name, unreadable(name))
    except Exception as failure:
        return refused(content, name, unexpected(failure, datetime.now()))


def refused(content: bytes, name: str, reason: str) -> Examined:
    """What is known of a file that cannot be examined."""
    # Without its bytes a file is known by its name.
    mark = sha256(content or name.encode()).hexdigest()
    return Examined(mark, name, len(content), Standing.REFUSED, (reason,))


def unreadable(name: str) -> str:
    """The sentence about a file that cannot be opened."""
    return f"Không đọc được tệp {name}: có thể đang mở hoặc bị khóa."


def day_sent(manifest: Manifest | None) -> date | None:
    """The day of a sending; None where there is none, or it says no day."""
    try:
        return date.fromisoformat(manifest.time[:10]) if manifest else None
    except ValueError:
        return None


def _examined(opened: Opened, manifest: Manifest | None, content: bytes, name: str) -> Examined:
    register = opened.register
    answers = read_answers(opened.content.blocks, register.today)
    report = check(register, answers)
    # Without a manifest there is nothing to compare it with.
    found = fingerprint(register, answers) if manifest else ""
    standing, reasons = _judged(register, report, manifest, found)
    settings = register.settings
    return Examined(
        file_hash=sha256(content).hexdigest(),
        file_name=name,
        size=len(content),
        standing=standing,
        reasons=tuple(reasons),
        manifest=manifest,
        found_fingerprint=found,
        unit_code=whole_code(settings.unit_code or ""),
        unit_name=settings.unit_name or "",
        year=settings.year or 0,
        period=manifest.period if manifest else "",
        counts=_counts(report),
        findings=tuple(_plain(each) for each in report.findings),
        tallies=counts_to_carry(register),
        rows=tuple(_row_facts(register)),
        movements=tuple(_movement_facts(register)),
    )


def _judged(
    register: Register, report: Report, manifest: Manifest | None, found: str
) -> tuple[Standing, list[str]]:
    """The gravest that can be said, and why."""
    reasons = []
    standing = Standing.ACCEPTED
    if any(each.severity is Severity.QUERY and each.explained is None for each in report.findings):
        standing = Standing.QUERIES
        reasons.append(f"Còn mục cần giải trình chưa trả lời. {counts_in_words(report)}")
    if manifest is None:
        standing = Standing.QUERIES
        reasons.append("Sổ không gửi bằng nút Gửi cấp trên nên không rõ kỳ báo cáo và lần gửi.")
    else:
        problems = list(_contradictions(register, manifest, found))
        if problems:
            standing = Standing.RETURNED
            reasons += problems
    if errors := [each for each in report.findings if each.severity is Severity.ERROR]:
        standing = Standing.RETURNED
        reasons.append(f"Sổ còn lỗi phải sửa. {counts_in_words(report)}")
        reasons += [f"Lỗi – {each.where}: {each.message}" for each in errors[:_ERRORS_TOLD]]
    return standing, reasons


def _contradictions(register: Register, manifest: Manifest, found: str) -> Iterator[str]:
    """Where the manifest says something else than the workbook that bears it."""
    settings = register.settings
    if manifest.fingerprint != found:
        yield (
            "Nội dung sổ khác với lúc gửi (dấu nội dung không khớp): hãy gửi lại sổ bằng nút Gửi "
            "cấp trên, không sửa tệp đính kèm."
        )
    if (manifest.unit_code, manifest.unit_name, manifest.year) != (
        settings.unit_code or "",
        settings.unit_name or "",
        register.year,
    ):
        yield (
            f"Lần gửi ghi đơn vị {manifest.unit_code} {manifest.unit_name} năm {manifest.year}, "
            f"trang Thông tin ghi {settings.unit_code or ''} {settings.unit_name or ''} năm "
            f"{register.year}: hãy sửa trang Thông tin rồi gửi lại."
        )


def _counts(report: Report) -> dict[str, int]:
    counts = {each.value: report.count(each) for each in Severity}
    counts["open"] = sum(
        each.severity is Severity.QUERY and each.explained is None for each in report.findings
    )
    return counts


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "column": finding.column,
        "message": finding.message,
        "explained": finding.explained,
    }


def _row_facts(register: Register) -> Iterator[Facts]:
    for model in (Registration, Nomination):
        if table := register.tables.get(model.table):
            # By columns, which takes a third of the time that row by row does.
            yield from zip(*_columns(table, register.year), strict=False)


def _columns(table: Table[Any], year: int) -> Iterator[Iterable[str | int | None]]:
    """A column for each field of `RowFact`; one that is the same in all rows never ends."""
    model, rows = table.model, table.records
    subject = model.subject_column().field
    told: dict[str, Iterable[str | int | None]] = {
        "table": repeat(model.table),
        "place": [f"{table.block.sheet}!{table.address(row, subject)}" for row in rows],
        "name_key": [name_key(row.name or "") for row in rows],
        "name": [row.name or "" for row in rows],
    }
    if model is Registration:
        told |= {"year": repeat(year), "dated": _texts(rows, "registered_on")}
    else:
        told |= {"year": [row.year for row in rows], "dated": _texts(rows, "decided")}
    declared = model.model_fields
    for name in RowFact._fields:
        if name in told:
            yield told[name]
        else:
            yield _texts(rows, name) if name in declared else repeat(None)


def _movement_facts(register: Register) -> Iterator[Facts]:
    names = [row.name or "" for row in register.movements]
    _, *others = MovementFact._fields
    return zip(names, *(_texts(register.movements, each) for each in others), strict=True)


def _texts(rows: Sequence[Record], name: str) -> list[str | None]:
    """The values of a field as plain texts: labels of lists, ISO dates, years alone."""
    values = map(attrgetter(name), rows)
    return [None if value is None else str(value) for value in values]
