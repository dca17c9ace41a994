"""A paper ready to be laid out, whatever its kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from addin.documents.decree30 import AdministrativeDocument, SignatureBlock
from addin.documents.issuing import Masthead, Signature
from addin.documents.parts import Part, add_part
from validators.notation import roman


@dataclass(frozen=True, slots=True)
class Annex:
    """A list attached to a paper; `note` says to which."""

    title: str
    note: str
    content: tuple[Part, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class TwoSign:
    """Two who sign beside each other, with recipients below the left one; `left` may be nobody."""

    left: SignatureBlock | None
    right: SignatureBlock
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OneSigns:
    """The signer beside the recipients."""

    signature: Signature
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper's text.

    `part` tells papers of one kind apart in names of files ("huyen", "128"); it is empty where
    there is but one. `kind` is empty for an official letter, whose `subject` stands under the
    number. `blanks` names what the register could not fill, so that room was left for a pen.
    """

    part: str
    masthead: Masthead
    kind: str
    subject: str
    content: tuple[Part, ...]
    closing: OneSigns | TwoSign
    addressees: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    landscape: bool = False
    blanks: tuple[str, ...] = ()


def lay_out(draft: Draft, created: datetime) -> AdministrativeDocument:
    """Return the paper on the page; `created` becomes a document property."""
    head = draft.masthead
    document = AdministrativeDocument(
        title=f"{draft.kind}: {draft.subject}".removeprefix(": "),
        author=" ".join(head.issuer),
        created=created,
        landscape=draft.landscape,
    )
    document.header(
        superior=head.superior,
        issuer=head.issuer,
        number=head.number,
        date=head.date,
        subject="" if draft.kind else draft.subject,
    )
    if draft.kind:
        document.kind_and_subject(draft.kind, draft.subject)
    if draft.addressees:
        document.addressees(draft.addressees)
    for part in draft.content:
        add_part(document, part)
    _close(document, draft.closing)
    marks = _annex_marks(len(draft.annexes))
    for mark, annex in zip(marks, draft.annexes, strict=True):
        document.annex(mark, annex.title, annex.note, landscape=annex.landscape)
        for part in annex.content:
            add_part(document, part)
    return document


def _close(document: AdministrativeDocument, closing: OneSigns | TwoSign) -> None:
    if isinstance(closing, TwoSign):
        document.signatures(closing.left, closing.right, closing.recipients)
    else:
        signed = closing.signature
        document.signing(
            recipients=closing.recipients,
            authority=signed.authority,
            office=signed.office,
            name=signed.name,
        )


def _annex_marks(count: int) -> Sequence[str]:
    """Annexes are numbered where there are several. Source: Mục III khoản 1 Phụ lục I."""
    if count == 1:
        return ["Phụ lục"]
    return [f"Phụ lục {roman(number)}" for number in range(1, count + 1)]
