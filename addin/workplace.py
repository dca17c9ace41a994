"""How this workplace sends and receives: one TOML file of the person's own, never a workbook.

The file `cau_hinh.toml` lies in `folders.config_folder()`; without it nothing is set and sending
makes drafts. It holds no password: those are in the keyring of the system.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from annotated_types import Ge, Le
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from addin.folders import config_folder, state_folder
from addin.refusal import Refusal
from validators.regimes.law_file import problem_in_words, syntax_in_words

FILE = "cau_hinh.toml"

Port = Annotated[int, Ge(1), Le(65535)]


class WayName(StrEnum):
    """The ways out, in the order in which they are tried when nothing else is set."""

    OUTLOOK = "outlook"
    SMTP = "smtp"
    DRAFT = "thu_nhap"
    FOLDER = "thu_muc"

    @property
    def words(self) -> str:
        """What happens on this way, for whoever is asked to agree."""
        return _IN_WORDS[self]


_IN_WORDS = {
    WayName.OUTLOOK: "mở thư soạn sẵn trong Outlook để bấm Gửi",
    WayName.SMTP: "gửi ngay qua máy chủ thư (SMTP)",
    WayName.DRAFT: "lưu thư nháp (.eml) để mở và gửi bằng chương trình thư",
    WayName.FOLDER: "xếp tệp và lời thư vào một thư mục để tự gửi",
}


class Encryption(StrEnum):
    """How a connection is encrypted; there is none without."""

    STARTTLS = "starttls"
    TLS = "tls"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class MailServer(_Part):
    """A server of mail and the account on it."""

    host: str = Field(alias="may_chu", min_length=1)
    port: Port = Field(alias="cong")
    account: str = Field(alias="tai_khoan", min_length=1)
    encryption: Encryption = Field(Encryption.STARTTLS, alias="bao_mat")
    certificates: Path | None = Field(None, alias="chung_chi")
    """A file of the office's own certificate authorities (PEM), beside those of the system."""


class SendingSettings(_Part):
    """How workbooks go up."""

    ways: tuple[WayName, ...] = Field((), alias="cach")
    """Tried one after another; empty: those that this machine is set up for."""
    sender: str = Field("", alias="nguoi_gui")
    limit_mb: Annotated[float, Ge(1)] = Field(20, alias="gioi_han_mb")
    """What the attachments of one mail may weigh together."""
    smtp: MailServer | None = None


class Superior(_Part):
    """What a superior's workplace needs to receive and add up."""

    ledger: str = Field("", alias="so_cai")
    """A database's URL; empty: a file in the person's own data folder."""
    expected: Path | None = Field(None, alias="danh_sach_don_vi")
    """The list of units that must send (CSV), with their deadlines."""
    answer: bool = Field(False, alias="tu_dong_tra_loi")
    """Whether answers go out by themselves; otherwise they are drafts."""
    imap: MailServer | None = None
    mailbox: str = Field("INBOX", alias="hop_thu")

    archive: Path | None = Field(None, alias="kho")
    """Where originals and answers are kept; None: in the person's own data folder."""

    @property
    def folder(self) -> Path:
        """The folder of originals and answers in use."""
        return self.archive or state_folder() / "nhan"

    @property
    def originals(self) -> Path:
        """Where what came is kept byte for byte."""
        return self.folder / "ban_goc"

    @property
    def answers(self) -> Path:
        """Where the drafts of answers lie."""
        return self.folder / "tra_loi"

    @property
    def ledger_url(self) -> str:
        """The URL in use."""
        return self.ledger or f"sqlite:///{state_folder() / 'so_cai.sqlite'}"


class Workplace(_Part):
    """All of the file; `superior` is None where nobody sends to this workplace."""

    sending: SendingSettings = Field(default_factory=SendingSettings, alias="gui")
    superior: Superior | None = Field(None, alias="cap_tren")


def load_workplace(folder: Path | None = None) -> Workplace:
    """The settings of this workplace; Refusal where the file is there and wrong."""
    path = (folder or config_folder()) / FILE
    try:
        text = path.read_text("utf-8-sig")  # Notepad of older Windows puts the mark there
        data = tomllib.loads(text)
    except FileNotFoundError:
        return Workplace()
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(
            f"Không đọc được tệp cài đặt {path}: hãy kiểm tra quyền đọc và lưu tệp kiểu UTF-8."
        ) from error
    except tomllib.TOMLDecodeError as error:
        hint = " Đường dẫn viết bằng dấu / (C:/ThiDua/don_vi.csv)." if "\\" in text else ""
        raise Refusal(f"Tệp cài đặt {path} {syntax_in_words(error)}{hint}") from None
    try:
        return Workplace.model_validate(data)
    except ValidationError as invalid:
        first = invalid.errors()[0]
        place = ".".join(str(each) for each in first["loc"]) or "toàn tệp"
        raise Refusal(
            f"Tệp cài đặt {path} sai ở {place}: {problem_in_words(first)}; xem docs/gui_nhan.md."
        ) from None


def is_superior() -> bool:
    """Whether workbooks are sent to this workplace; not where its settings cannot be read."""
    try:
        return load_workplace().superior is not None
    except Refusal:
        return False
