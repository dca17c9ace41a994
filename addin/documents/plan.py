"""The year's plan (KẾ HOẠCH): from the register's outline to the page of Decree 30."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Final

from addin.documents.decree30 import AdministrativeDocument, TotalRow
from addin.documents.issuing import (
    Masthead,
    PaperError,
    Signature,
    masthead,
    recipients,
    signature,
)
from addin.documents.kind import Product, created
from addin.documents.outline import outline_part
from addin.documents.parts import Bases, Heading, Paragraph, Part, RuledTable, add_part
from addin.documents.wording import Numbering, dashed, without_dash
from addin.summary import Line, Stage, summarize
from validators.catalogue import ObjectKind, Period, PlanPart
from validators.papers import plan_paper
from validators.placeholders import Block, Placeholders, block_of
from validators.records import Paper, PlanRow, Task
from validators.register import Register

TITLE: Final = "KẾ HOẠCH"
_UNKNOWN_UNIT: Final = "Khác"


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan's text, ready to be laid out."""

    masthead: Masthead
    subject: str
    content: tuple[Part, ...]
    recipients: tuple[str, ...]
    signature: Signature


def plan(register: Register) -> Plan:
    """Return the plan of a register's year.

    Raises PaperError where the sheet Văn bản has no plan with a subject, where the outline is
    empty or one of its placeholders cannot be filled, and where a required setting is blank.
    """
    paper = _paper(register)
    placeholders = Placeholders.of(register)
    for problem in placeholders.problems(paper.about or ""):
        raise PaperError(
            f"Trang tính {Paper.sheet}, dòng {paper.row}: {problem.problem} {problem.remedy}"
        )
    return Plan(
        masthead(register, paper),
        placeholders.fill(paper.about or ""),
        tuple(_content(register)),
        tuple(recipients(register, paper)),
        signature(register, paper),
    )


def write_plan(register: Register, path: Path) -> None:
    """Write the year's plan as .docx; the same register and day give the same bytes.

    Raises PaperError as `plan`, Refusal where the file cannot be written.
    """
    lay_out(plan(register), created(register)).save(path)


def lay_out(content: Plan, day: datetime) -> AdministrativeDocument:
    """Return the plan on the page; `day` becomes a document property."""
    head = content.masthead
    document = AdministrativeDocument(
        title=f"{TITLE}: {content.subject}", author=" ".join(head.issuer), created=day
    )
    document.header(superior=head.superior, issuer=head.issuer, number=head.number, date=head.date)
    document.kind_and_subject(TITLE, content.subject)
    for part in content.content:
        add_part(document, part)
    document.signing(
        recipients=content.recipients,
        authority=content.signature.authority,
        office=content.signature.office,
        name=content.signature.name,
    )
    return document


def _paper(register: Register) -> Paper:
    paper = plan_paper(register)
    if paper is None or not paper.about:
        raise PaperError(
            "Trang tính Văn bản: chưa có dòng nào thuộc loại Kế hoạch có Trích yếu; hãy thêm dòng "
            "đó rồi làm lại."
        )
    return paper


def _content(register: Register) -> Iterator[Part]:
    rows = [row for row in register.plan if row.text]
    if not rows:
        raise PaperError("Trang tính Kế hoạch chưa có nội dung; hãy điền các dòng rồi làm lại.")
    placeholders = Placeholders.of(register)
    _refuse_problems(rows, placeholders)
    numbering = Numbering()
    for is_basis, group in groupby(rows, key=lambda row: row.part is PlanPart.BASIS):
        if is_basis:
            yield Bases(tuple(placeholders.fill(row.text or "") for row in group))
            continue
        for row in group:
            if block := block_of(row.text or ""):
                yield from _block(register, block, numbering)
            else:
                yield outline_part(row, placeholders.fill(row.text or ""), numbering)


def _refuse_problems(rows: Sequence[PlanRow], placeholders: Placeholders) -> None:
    found = [(row, each) for row in rows for each in placeholders.problems(row.text or "")]
    if not found:
        return
    row, first = found[0]
    others = f" Còn {len(found) - 1} chỗ khác." if len(found) > 1 else ""
    raise PaperError(f"Trang tính Kế hoạch, dòng {row.row}: {first.problem} {first.remedy}{others}")


def _block(register: Register, block: Block, numbering: Numbering) -> Iterator[Part]:
    match block:
        case Block.CALENDAR:
            yield from _calendar(register, numbering)
        case Block.ASSIGNMENTS:
            yield from _assignments(register, numbering)
        case Block.REGISTRATIONS:
            yield _registrations(register)


def _calendar(register: Register, numbering: Numbering) -> Iterator[Part]:
    tasks: dict[Period, list[Task]] = {period: [] for period in Period}
    for task in register.tasks:
        if task.quarter and task.task:
            tasks[task.quarter].append(task)
    for period, of_period in tasks.items():
        if of_period:
            yield Heading(2, f"{numbering.next(2)} {_period_name(period, register.year)}")
        for task in of_period:
            yield Paragraph(dashed(task.task or ""))


def _period_name(period: Period, year: int) -> str:
    return f"{period} {year}" if period is Period.YEAR else f"Quý {period}/{year}"


def _assignments(register: Register, numbering: Numbering) -> Iterator[Part]:
    duties: dict[str, list[str]] = {}
    for row in register.assignments:
        if row.department and row.duty:
            duties.setdefault(row.department, []).append(row.duty)
    for typed, of_department in duties.items():
        department, mark = typed.rstrip(": "), numbering.next(2)
        if len(of_department) == 1:
            yield Paragraph(f"{mark} {_sentence(department, of_department[0])}")
        else:
            yield Paragraph(f"{mark} {department}:")
            yield from (Paragraph(dashed(duty)) for duty in of_department)


def _sentence(department: str, duty: str) -> str:
    """ "Bộ phận Văn hóa tuyên truyền …", or "Bộ phận Văn hóa: Tuyên truyền …" as typed."""
    duty = without_dash(duty)
    return f"{department} {duty}" if duty[:1].islower() else f"{department}: {duty}"


def _registrations(register: Register) -> RuledTable:
    """The year's registrations by unit and kind of object; those of unknown units last."""
    figures = summarize(register).chosen("year")[0].period
    units = dict(figures.units)
    if figures.other[Stage.REGISTERED].rows:
        units[_UNKNOWN_UNIT] = figures.other
    rows = [
        (str(number), name, *_counts(line)) for number, (name, line) in enumerate(units.items(), 1)
    ]
    return RuledTable(
        ("TT", "Đơn vị", *ObjectKind, "Tổng số"),
        (*rows, TotalRow(("", "Cộng", *_counts(figures.total)))),
        shares=(1, 5, 2, 2, 2.6, 2),
        alignments=("centre", "left", "centre", "centre", "centre", "centre"),
        title="Đăng ký theo đơn vị",
    )


def _counts(line: Line) -> tuple[str, ...]:
    registered = line[Stage.REGISTERED]
    return (*(str(registered.objects[kind]) for kind in ObjectKind), str(registered.rows))


def make(register: Register) -> Sequence[Product]:
    """Return the finished files."""
    return [Product("", lay_out(plan(register), created(register)).to_bytes())]
