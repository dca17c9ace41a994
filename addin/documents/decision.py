"""Quyết định khen thưởng: what the commune's chairman awards, with lists and bonus.

Source: Mẫu 1.2 Phụ lục III; the chairman decides in his own person and signs without TM.
"""

from collections.abc import Sequence

from addin.bonus import list_bonuses
from addin.documents.awards import (
    award_words,
    by_noun,
    common_reason,
    counted_objects,
)
from addin.documents.composing import Composer, common_values
from addin.documents.draft import Annex, Draft, OneSigns
from addin.documents.issuing import PaperError, listed_under, masthead, recipients, signature
from addin.documents.kind import Product, products
from addin.documents.lists import annex_table, award_cell
from addin.documents.parts import Article, IssuingPower, Order
from addin.documents.sources import attached_to, meetings_of, paper_for, serial, unlisted
from addin.documents.wording import in_words, joined, opened
from validators.catalogue import (
    Level,
    Outcome,
    PaperKind,
    PaperTemplate,
    TextPart,
)
from validators.documents_register import DocumentKind as LegalKind
from validators.documents_register import legal_documents
from validators.money import grouped
from validators.notation import date_in_words
from validators.paper_text import PaperBlock
from validators.records import Nomination, Paper
from validators.register import Register


def drafts(register: Register) -> list[Draft]:
    """Return a decision for every number and day, then one for what is not yet decided.

    PaperError where the commune has nothing to decide.
    """
    rows = [
        row
        for row in register.live_nominations
        if row.name and row.level is Level.COMMUNE and (row.title or row.form)
    ]
    if not rows:
        raise PaperError(
            "Trang tính Đề nghị chưa có đề nghị nào do cấp Xã quyết định; hãy chọn Cấp quyết định "
            "rồi làm lại."
        )
    groups: dict[tuple[str, str], list[Nomination]] = {}
    for row in rows:
        decided = row.outcome is Outcome.AWARDED or row.decision_number
        number = serial(row.decision_number or "") if decided else ""
        groups.setdefault((number, str(row.decided or "") if number else ""), []).append(row)
    in_order = sorted(groups.items(), key=lambda item: (not item[0][0], item[0][1], item[0][0]))
    return [_draft(register, members) for _, members in in_order]


def _draft(register: Register, rows: list[Nomination]) -> Draft:
    first = rows[0]
    number = first.decision_number or ""
    paper = (
        paper_for(register, PaperKind.DECISION, number=number, day=first.decided)
        if number
        else unlisted(PaperKind.DECISION)
    )
    names = common_values(register)
    amounts = {id(line.row): line.amount for line in list_bonuses(register).lines}
    money = {id(row): amounts.get(id(row)) for row in rows}
    alone = len(rows) == 1
    objects = counted_objects(rows)
    composer: Composer = Composer(
        register,
        PaperTemplate.DECISION,
        paper,
        {
            "Khen thưởng": award_words(rows, register.year),
            "Đối tượng": objects,
            "Thành tích chung": common_reason(rows, register.year),
            "Kèm danh sách": "" if alone else " (có danh sách kèm theo)",
            "Người được tặng": objects
            if alone
            else f"các {joined(list(by_noun(rows)))} có tên tại Điều 1",
        },
        {
            PaperBlock.BONUS: lambda: _bonus(register, paper, rows, money),
            PaperBlock.ON_PROPOSAL: lambda: [_proposal(composer, rows, str(names["Hội đồng"]))],
        },
    )
    chairman = str(names["Chủ tịch"])
    articles = composer.content(TextPart.OPENING, TextPart.BODY, TextPart.ARTICLE, TextPart.CLOSING)
    last = sum(isinstance(part, Article) for part in articles)
    return Draft(
        part=serial(number) or ("chua_co_so" if number == "" else number),
        masthead=masthead(register, paper),
        kind="QUYẾT ĐỊNH",
        subject=opened(composer.subject, "Về việc"),
        content=(IssuingPower(chairman), composer.bases(), Order("QUYẾT ĐỊNH:"), *articles),
        closing=OneSigns(
            signature(register, paper, in_person=True),
            listed_under(f"Như Điều {last}", recipients(register, paper)),
        ),
        annexes=() if alone else _annexes(register, paper, rows, money, chairman),
        blanks=tuple(composer.blanks),
    )


def _annexes(
    register: Register,
    paper: Paper,
    rows: list[Nomination],
    money: dict[int, float | None],
    chairman: str,
) -> tuple[Annex, ...]:
    """A list a kind of object; kinds without anybody are left out."""
    note = attached_to("Quyết định", register, paper, chairman)
    several = len({award_cell(row) for row in rows}) > 1
    annexes = []
    for noun, members in by_noun(rows).items():
        title = f"Danh sách {noun} được tặng {award_words(members, register.year)}"
        table, lying = annex_table(members, money, title, with_awards=several)
        annexes.append(Annex(title, note, (table,), landscape=lying))
    return tuple(annexes)


def _proposal(composer: Composer, rows: Sequence[Nomination], council: str) -> str:
    """Who proposes: the council, but where no meeting is known of what need not go to one."""
    days = [date_in_words(each.held) for each in meetings_of(composer.register, rows) if each.held]
    if not days and all(row.by_simple_procedure for row in rows):
        return f"Theo đề nghị của {composer.room('Cơ quan đề nghị')}"
    at = f" tại phiên họp ngày {joined(days)}" if days else ""
    return f"Theo đề nghị của {council}{at}"


def _bonus(
    register: Register, paper: Paper, rows: Sequence[Nomination], money: dict[int, float | None]
) -> list[str]:
    """The article on money; none where no money goes with the awards."""
    total = sum(money.get(id(row)) or 0 for row in rows)
    if not total:
        return []
    day = paper.issued or register.reference_day
    decrees = (each for each in legal_documents().bases_on(day) if each.kind is LegalKind.DECREE)
    by_law = next((f" theo {each.cited} của {each.issuer}" for each in decrees), "")
    each = "" if len(rows) == 1 else "; mức thưởng của từng trường hợp ghi ở danh sách kèm theo"
    words = in_words(int(total))
    return [
        f"Tiền thưởng{by_law}: {grouped(total)} đồng (bằng chữ: "
        f"{words[:1].upper()}{words[1:]} đồng){each}. Kinh phí chi từ quỹ thi đua, khen thưởng của "
        f"{common_values(register)['Ủy ban nhân dân']}."
    ]


def make(register: Register) -> Sequence[Product]:
    """Return the finished files."""
    return products(drafts(register), register)
