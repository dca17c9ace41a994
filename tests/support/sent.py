"""Workbooks and mails as communes send them, made from the sample year."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from addin.book.closed import ClosedBook
from addin.demo import CHECK_DAY, write_sample
from addin.mail.manifest import Manifest, manifest_view, read_sendings
from addin.opening import open_register
from validators.answers import read_answers
from validators.blocks import Raw
from validators.digest import fingerprint

SENT = datetime.combine(CHECK_DAY, time(9, 30))
Rows = Mapping[str, Sequence[Mapping[str, Raw]]]


@cache
def sample() -> bytes:
    """The sample register, not yet sent."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "sổ.xlsx")
        write_sample(path)
        return path.read_bytes()


def changed(content: bytes, rows: Rows) -> bytes:
    """A workbook with rows changed by somebody's hand."""
    book = ClosedBook(content)
    for table, each in rows.items():
        book.fill(table, each)
    return book.to_bytes()


def of_unit(code: str, name: str, rows: Rows | None = None) -> bytes:
    """The sample register as another commune's."""
    settings = [
        {"Mục": "Mã đơn vị hành chính", "Giá trị": code},
        {"Mục": "Tên đơn vị hành chính", "Giá trị": name},
    ]
    return changed(sample(), {"tblThongTin": settings, **(rows or {})})


def sent(
    content: bytes | None = None, period: str = "Cả năm", at: datetime = SENT, sequence: int = 0
) -> bytes:
    """A workbook as it is attached: with the manifest of its sending."""
    book = ClosedBook(content or sample())
    opened = open_register(book, at.date())
    answers = read_answers(opened.content.blocks, at.date())
    earlier = read_sendings(opened.content.blocks)
    mark = fingerprint(opened.register, answers)
    manifest = Manifest.of(opened.register, earlier, period, mark, book.template_version, at)
    if sequence:
        manifest = Manifest(**{**vars(manifest), "sequence": sequence})
    book.show([manifest_view([*earlier, manifest])])
    return book.to_bytes()


def claiming(content: bytes, **says: Any) -> bytes:
    """A workbook whose manifest somebody has changed by hand."""
    book = ClosedBook(content)
    *earlier, last = read_sendings(book.read().blocks)
    book.show([manifest_view([*earlier, replace(last, **says)])])
    return book.to_bytes()


def with_text(content: bytes, old: str, new: str) -> bytes:
    """A workbook in whose parts a text was replaced, whatever the program makes of it."""
    before, after = zipfile.ZipFile(BytesIO(content)), BytesIO()
    with zipfile.ZipFile(after, "w", zipfile.ZIP_DEFLATED) as package:
        for name in before.namelist():
            package.writestr(name, before.read(name).replace(old.encode(), new.encode()))
    return after.getvalue()


def mail(
    *attachments: tuple[str, bytes],
    sender: str = "xa@lamvy.test",
    subject: str = "Báo cáo",
    message_id: str = "<1@lamvy.test>",
) -> bytes:
    """A mail with attachments of any name and content."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = "phongnoivu@dinhhoa.test"
    message["Subject"] = subject
    message["Message-ID"] = message_id
    message["Date"] = "Wed, 20 Jan 2021 09:30:00 +0700"
    message.set_content("Kính gửi: Phòng Nội vụ")
    for name, content in attachments:
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return message.as_bytes()


DAY = date(2021, 1, 21)
