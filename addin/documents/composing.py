"""From the wording of a paper to its content: names filled in, blocks put in their place.

What the register does not know is left as room for a pen and named in `Composer.blanks`; nothing
is invented and nothing becomes an empty string by itself.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from addin.documents.decree30 import FILL
from addin.documents.issuing import PaperError, commune_name
from addin.documents.outline import outline_part
from addin.documents.parts import Article, Bases, Paragraph, Part
from addin.documents.wording import DOTS, Numbering
from addin.paper_texts import default_records
from validators.catalogue import PaperTemplate, TextPart
from validators.documents_register import legal_documents
from validators.notation import date_in_words
from validators.paper_text import BLANK, PaperBlock, Vocabulary
from validators.placeholders import key_of, replaced
from validators.records import Paper, PaperText
from validators.register import Register

ROOM: Final = DOTS

Value = str | None
"""What a name stands for: "" prints nothing, None leaves room."""
Blocks = Mapping[PaperBlock, Callable[[], Sequence[Part | str]]]
_CONTENT: Final = (TextPart.OPENING, TextPart.BODY, TextPart.ARTICLE, TextPart.CLOSING)


@dataclass
class Composer:
    """The wording of one paper with the values of its names.

    `paper` is its row in tblVanBan. `values` are the paper's own names, `blocks` what its blocks
    become: parts, or lines of text. PaperError if the wording has a name that the paper does not
    know.
    """

    register: Register
    template: PaperTemplate
    paper: Paper
    values: Mapping[str, Value] = field(default_factory=dict)
    blocks: Blocks = field(default_factory=dict)
    blanks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._vocabulary = Vocabulary.of_paper(self.register, self.template)
        typed = [row for row in self.register.paper_texts if row.paper is self.template]
        found = typed or [row for row in default_records(PaperText) if row.paper is self.template]
        self._rows = [row for row in found if row.text]
        refuse_problems(self._vocabulary, ((row, row.text or "") for row in self._rows))
        settings = self._vocabulary.settings.values
        known = {**settings, **common_values(self.register), **self.values}
        # A setting that is not set is room for a pen; a paper's own name says itself what it is.
        self._known: dict[str, Value] = {
            key_of(name): value or None if name in settings else value
            for name, value in known.items()
        }

    @property
    def subject(self) -> str:
        """What the paper is about: as typed in the sheet Văn bản, or by the wording."""
        if self.paper.about:
            for problem in self._vocabulary.problems(self.paper.about):
                raise PaperError(
                    f"Trang tính Văn bản, dòng {self.paper.row}: {problem.problem} {problem.remedy}"
                )
            return self.fill(self.paper.about)
        return " ".join(self.fill(row.text or "") for row in self._of(TextPart.SUBJECT))

    def addressees(self) -> tuple[str, ...]:
        """To whom the paper is sent, a line each."""
        lines = (self.fill(row.text or "").split("\n") for row in self._of(TextPart.ADDRESSEE))
        return tuple(line for each in lines for line in each)

    def bases(self) -> Bases:
        """The legal bases."""
        return Bases(tuple(line for row in self._of(TextPart.BASIS) for line in self._lines(row)))

    def content(self, *parts: TextPart) -> tuple[Part, ...]:
        """Opening, body, articles and closing in the order of the sheet, or only some of them."""
        return tuple(self._content(parts or _CONTENT))

    def fill(self, text: str) -> str:
        """The text with every name replaced; room where there is no value."""
        return replaced(text, self._value)

    def room(self, name: str) -> str:
        """Room for a pen, remembered under a name."""
        self.blanks.append(name)
        return ROOM

    def _value(self, name: str) -> str:
        if key_of(name) == key_of(BLANK):
            self.blanks.append(BLANK)
            return FILL
        value = self._known.get(key_of(name))
        return self.room(name) if value is None else value

    def _of(self, part: TextPart) -> list[PaperText]:
        return [row for row in self._rows if row.part is part]

    def _lines(self, row: PaperText) -> list[str]:
        """A row as lines of text, those of its block where it is one."""
        if block := self._vocabulary.block_of(row.text or ""):
            return [each for each in self._block(block) if isinstance(each, str)]
        return [self.fill(row.text or "")]

    def _block(self, block: PaperBlock) -> Sequence[Part | str]:
        if block is PaperBlock.LAW:
            return self._law()
        return self.blocks[block]()

    def _content(self, parts: Sequence[TextPart]) -> Iterator[Part]:
        numbering, articles = Numbering(), 0
        for row in self._rows:
            # A cell that cannot be read is a finding; here the text is not lost for it.
            part = row.part or TextPart.BODY
            if part not in parts:
                continue
            if part is TextPart.ARTICLE:
                for text in self._lines(row):
                    articles += 1
                    yield Article((row.marker or "").strip() or f"Điều {articles}.", text)
            elif block := self._vocabulary.block_of(row.text or ""):
                for each in self._block(block):
                    yield Paragraph(each) if isinstance(each, str) else each
            else:
                yield outline_part(row, self.fill(row.text or ""), numbering)

    def _law(self) -> list[str]:
        """The law of the field in force on the paper's day."""
        day = self.paper.issued or self.register.reference_day
        lines = []
        for each in legal_documents().bases_on(day):
            if each.number and each.issued is None:
                self.blanks.append(f"ngày của {each.kind} số {each.number}")
            lines.append(f"Căn cứ {each.in_full}")
        return lines


def refuse_problems(vocabulary: Vocabulary, rows: Iterable[tuple[PaperText, str]]) -> None:
    """PaperError, naming the cell, for the first name that a paper does not know."""
    for row, text in rows:
        for problem in vocabulary.problems(text):
            place = f"Trang tính {row.sheet}, dòng {row.row}: " if row.row else ""
            raise PaperError(f"{place}{problem.problem} {problem.remedy}")


def common_values(register: Register) -> dict[str, Value]:
    """The values of the names that every paper knows."""
    commune = commune_name(register)
    return {
        "Ủy ban nhân dân": f"Ủy ban nhân dân {commune}",
        "Hội đồng": f"Hội đồng Thi đua - Khen thưởng {commune}",
        "Chủ tịch": f"Chủ tịch Ủy ban nhân dân {commune}",
        "Đơn vị hành chính": commune,
        "Ngày lập": date_in_words(register.today),
        "Năm trước": str(register.year - 1),
        "Năm sau": str(register.year + 1),
    }
