"""The zip under an Office file: opened with suspicion, written back entry by entry.

Nothing of a file is believed before it is counted: opening inflates every part once, under
limits, and refuses what Excel or Word would not have written (ECMA-376 part 2, Annex C).
"""

from __future__ import annotations

import io
import os
import re
import secrets
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from addin.refusal import Refusal

_OLE_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_CENTRAL_ENTRY = b"PK\x01\x02"
_LOCAL_HEADER = 30
_SMALL_PART = 1 << 20
_KEPT = 4 << 20
"""Bytes that are kept from the check of the parts to their reading, instead of inflated again."""
# A document type can stand only before the first element: XML 1.0, production 22 (prolog).
_DOCUMENT_TYPE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>\s+|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL | re.IGNORECASE
)
_WIDE_ENCODINGS = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)

GET_AGAIN = "hãy lấy lại tệp từ nơi gửi hoặc dùng bản sao dự phòng"


@dataclass(frozen=True)
class FileKind:
    """What a file should be, as refusals name it to staff."""

    name: str
    plural: str
    suffix: str
    old_suffix: str
    program: str
    save_type: str
    heavy: str
    """What makes such a file large."""

    @property
    def save_as(self) -> str:
        """How to save a file as this kind."""
        return (
            f"hãy mở bằng {self.program}, chọn Lưu dưới dạng (Save As), "
            f"kiểu “{self.save_type} (*{self.suffix})”"
        )

    @property
    def repair(self) -> str:
        """How to have a damaged file mended."""
        return f"hãy mở bằng {self.program}, đồng ý cho sửa rồi lưu lại"

    @property
    def no_such(self) -> str:
        """What is said of a file of another kind."""
        return f"không phải {self.name} ({self.suffix}): {self.save_as}"


WORKBOOK = FileKind(
    name="sổ Excel",
    plural="sổ",
    suffix=".xlsx",
    old_suffix=".xls",
    program="Excel",
    save_type="Excel Workbook",
    heavy="trang tính",
)
WORD_DOCUMENT = FileKind(
    name="văn bản Word",
    plural="văn bản",
    suffix=".docx",
    old_suffix=".doc",
    program="Word",
    save_type="Word Document",
    heavy="hình vẽ",
)
SAVE_AS = WORKBOOK.save_as
REPAIR = WORKBOOK.repair
NOT_A_WORKBOOK = WORKBOOK.no_such


class BookRefused(Refusal):
    """A file that cannot be read or written; its text is one Vietnamese sentence for staff."""


@dataclass(frozen=True)
class Limits:
    """What a workbook may cost; honest ones stay below 8 MB, 200 parts and a ratio of 65."""

    total_bytes: int = 64 << 20
    parts: int = 1_000
    ratio: int = 100
    """Inflated to packed size, of the file and of every part above 1 MiB."""


DEFAULT_LIMITS = Limits()


def file_bytes(path: Path, limits: Limits, kind: FileKind = WORKBOOK) -> bytes:
    """The bytes of a file; BookRefused where there is none, it may not be read, or is too large."""
    try:
        if path.is_dir():
            raise BookRefused(
                f"“{path.name or path}” là thư mục, không phải {kind.plural}: "
                f"hãy chọn một tệp {kind.suffix} trong thư mục đó."
            )
        if not path.exists():
            raise BookRefused(
                f"Không tìm thấy tệp “{path.name}”: hãy kiểm tra lại tên tệp và thư mục."
            )
        if not path.is_file():
            raise BookRefused(f"“{path.name}” không phải một tệp: hãy chọn một tệp {kind.suffix}.")
        if path.stat().st_size > limits.total_bytes:
            raise BookRefused(_too_large(path.name, limits, kind))
        return path.read_bytes()
    except PermissionError as error:
        raise BookRefused(
            f"Không được phép đọc tệp “{path.name}”: hãy đóng tệp nếu chương trình khác đang mở, "
            "hoặc nhờ người quản trị máy cấp quyền đọc."
        ) from error
    except (OSError, ValueError) as error:
        raise BookRefused(
            f"Không đọc được tệp “{path.name}”: hãy chép tệp về máy này rồi thử lại."
        ) from error


def _too_large(name: str, limits: Limits, kind: FileKind) -> str:
    return (
        f"Tệp “{name}” quá lớn (trên {limits.total_bytes >> 20} MB khi mở ra): "
        f"hãy xóa ảnh và {kind.heavy} không cần rồi lưu lại."
    )


def _part_name(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/")


def _is_xml(part: str) -> bool:
    return part.lower().endswith((".xml", ".rels", ".vml"))


def _has_document_type(data: bytes) -> bool:
    if b"\0" not in data:
        return _DOCUMENT_TYPE.match(data) is not None
    return any("<!DOCTYPE".encode(encoding) in data for encoding in _WIDE_ENCODINGS)


def refuse_if_open(target: Path) -> None:
    """Refuse a file that a spreadsheet program says it has open.

    Outside Windows it could be replaced, and what is typed there would later be lost or undo it.
    """
    for lock in (f".~lock.{target.name}#", f"~${target.name}"):
        if target.exists() and target.with_name(lock).exists():
            raise BookRefused(
                f"Tệp “{target.name}” đang mở ở Excel hoặc LibreOffice nên chưa ghi: hãy lưu rồi "
                f"đóng tệp và làm lại. Nếu chắc không ai đang mở thì xóa tệp “{lock}” cạnh nó."
            )


class Archive:
    """The parts of one file, found sound when it was opened.

    Part names are taken without regard to case, as Excel does. `name` is the file's name alone,
    `path` where the bytes were read, or None.
    """

    def __init__(
        self,
        data: bytes,
        name: str,
        path: Path | None,
        limits: Limits,
        kind: FileKind = WORKBOOK,
    ) -> None:
        self.name = name
        self.path = path
        self.limits = limits
        self.kind = kind
        self._data = data
        self._check_magic()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN_ZIP as error:
            raise self.damaged() from error
        self._entries = self._checked_entries()
        self._kept: dict[str, bytes] = {}
        self._check_parts()

    def refusal(self, what: str) -> BookRefused:
        """The refusal "Tệp “name” <what>." to be raised."""
        return BookRefused(f"Tệp “{self.name}” {what}.")

    def damaged(self, part: str = "") -> BookRefused:
        """The refusal of a file, or of one of its parts, that cannot be made sense of."""
        where = f" ở phần {part}" if part else ""
        return self.refusal(f"bị hỏng hoặc tải về chưa hết{where}: {GET_AGAIN}")

    def _check_magic(self) -> None:
        data = self._data
        if not data:
            raise self.refusal(f"rỗng (0 byte): {GET_AGAIN}")
        if len(data) > self.limits.total_bytes:
            raise BookRefused(_too_large(self.name, self.limits, self.kind))
        if data.startswith(_OLE_MAGIC):
            if _ENCRYPTED_STREAM in data:
                raise self.refusal(
                    "có mật khẩu mở nên không đọc được: "
                    f"hãy mở bằng {self.kind.program}, bỏ mật khẩu rồi lưu lại"
                )
            raise self.refusal(
                f"là tệp Office dạng cũ ({self.kind.old_suffix}): {self.kind.save_as}"
            )
        if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            raise self.refusal(self.kind.no_such)
        # Counted before zipfile makes an object of each.
        if data.count(_CENTRAL_ENTRY) > self.limits.parts:
            raise self._too_many_parts()

    def _too_many_parts(self) -> BookRefused:
        return self.refusal(
            f"có quá nhiều phần (trên {self.limits.parts}): "
            f"hãy xóa ảnh và {self.kind.heavy} không cần rồi lưu lại"
        )

    def _checked_entries(self) -> dict[str, zipfile.ZipInfo]:
        """The central directory by lower-case part name, without the entries of folders."""
        entries: dict[str, zipfile.ZipInfo] = {}
        end_of_previous = 0
        for info in sorted(self._zip.infolist(), key=lambda info: info.header_offset):
            if info.header_offset < end_of_previous:
                raise self.damaged()
            end_of_previous = info.header_offset + _LOCAL_HEADER + info.compress_size
            if info.flag_bits & 0x1 or info.compress_type not in (
                zipfile.ZIP_STORED,
                zipfile.ZIP_DEFLATED,
            ):
                raise self.refusal(
                    f"được nén hoặc khóa theo cách {self.kind.program} không dùng: "
                    f"{self.kind.save_as} từ bản gốc"
                )
            part = _part_name(info)
            if part.endswith("/"):
                continue
            if part.startswith("/") or ":" in part or ".." in part.split("/"):
                raise self.refusal(f"có phần mang tên không hợp lệ: {GET_AGAIN}")
            if part.lower() in entries:
                raise self.refusal(f"có hai phần trùng tên {part}: {GET_AGAIN}")
            entries[part.lower()] = info
        if end_of_previous > self._zip.start_dir:
            raise self.damaged()
        return entries

    def _check_parts(self) -> None:
        """Inflate every part once, counting; what passes can be read again without surprise."""
        total = 0
        for info in self._entries.values():
            total += info.file_size
            if total > self.limits.total_bytes:
                raise BookRefused(_too_large(self.name, self.limits, self.kind))
            if info.file_size > max(_SMALL_PART, self.limits.ratio * info.compress_size):
                raise self._bomb()
            data = self._inflate(info)
            if total <= _KEPT:
                self._kept[info.filename] = data
            if _is_xml(info.filename) and _has_document_type(data):
                raise self.refusal(
                    f"chứa khai báo không an toàn (DOCTYPE) ở phần {info.filename}: {GET_AGAIN}"
                )
        if total > max(_SMALL_PART, self.limits.ratio * len(self._data)):
            raise self._bomb()

    def _bomb(self) -> BookRefused:
        return self.refusal(
            f"phình to bất thường khi giải nén (trên {self.limits.ratio} lần): {GET_AGAIN}"
        )

    def _inflate(self, info: zipfile.ZipInfo) -> bytes:
        try:
            with self._zip.open(info) as stream:
                # Without a size zipfile inflates all there is, however small the size declared.
                data = stream.read(info.file_size + 1)
        except _BROKEN_ZIP as error:
            raise self.damaged(info.filename) from error
        if len(data) != info.file_size:
            raise self.damaged(info.filename)
        return data

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._entries

    @property
    def part_names(self) -> list[str]:
        """Names of the parts in the order of the file."""
        names = map(_part_name, self._zip.infolist())
        return [name for name in names if name.lower() in self._entries]

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises BookRefused when the workbook names one that is absent."""
        info = self._entries.get(part.lower())
        if info is None:
            raise self.refusal(f"thiếu phần {part}: {self.kind.repair}")
        kept = self._kept.get(info.filename)
        return self._inflate(info) if kept is None else kept

    def save(self, target: Path, replaced: Mapping[str, bytes]) -> None:
        """Write the workbook with some parts replaced, all others byte for byte as they were.

        The order, dates and attributes of the parts stay. The file appears at `target` whole or
        not at all. Raises BookRefused when it cannot be written, KeyError for an unknown part.
        """
        target = target.resolve()
        temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
        try:
            if target.exists() and not target.stat().st_mode & stat.S_IWUSR:
                # Replacing a file asks no leave of the file itself except on Windows.
                raise PermissionError(target)
            with temporary.open("xb") as stream:
                self.write(stream, replaced)
                stream.flush()
                os.fsync(stream.fileno())
            if target.exists():
                shutil.copymode(target, temporary)
            self._check_unchanged(target)
            refuse_if_open(target)
            os.replace(temporary, target)
        except PermissionError as error:
            raise BookRefused(
                f"Không ghi được tệp “{target.name}”: hãy đóng tệp nếu Excel hoặc chương trình "
                "khác đang mở, hoặc chọn thư mục được phép ghi."
            ) from error
        except FileNotFoundError as error:
            raise BookRefused(
                f"Không ghi được tệp “{target.name}” vì chưa có thư mục “{target.parent.name}”: "
                "hãy tạo thư mục rồi làm lại."
            ) from error
        except OSError as error:
            raise BookRefused(
                f"Không ghi được tệp “{target.name}”: hãy kiểm tra ổ đĩa còn chỗ và còn nối với "
                "máy rồi làm lại."
            ) from error
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def write(self, stream: IO[bytes], replaced: Mapping[str, bytes]) -> None:
        """Write the workbook with some parts replaced to a stream, as `save` does to a file."""
        new = {self._entries[part.lower()].filename: data for part, data in replaced.items()}
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
            out.comment = self._zip.comment
            for info in self._zip.infolist():
                entry = zipfile.ZipInfo(info.filename, info.date_time)
                entry.compress_type = info.compress_type
                entry.comment = info.comment
                entry.create_system = info.create_system
                entry.external_attr = info.external_attr
                entry.internal_attr = info.internal_attr
                data = new.get(info.filename)
                out.writestr(entry, self._inflate(info) if data is None else data)

    def _check_unchanged(self, target: Path) -> None:
        """Somebody's work saved into the file since it was opened must not be overwritten."""
        if target == self.path and target.exists() and target.read_bytes() != self._data:
            raise BookRefused(
                f"Tệp “{target.name}” vừa được chương trình khác lưu lại nên chưa ghi đè: "
                "hãy đóng tệp ở chương trình kia rồi làm lại."
            )
