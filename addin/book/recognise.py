"""Whether an open workbook is a register that this program may touch."""

from __future__ import annotations

from collections.abc import Iterable

from addin.book.layout import TEMPLATE_VERSION
from addin.refusal import Refusal
from validators.blocks import Raw

_CODE_SUFFIXES = (".conf", ".py")
"""Sheets of other add-ins that say which program to run; a stranger's workbook may bring them."""


def refuse_if_foreign(name: str, sheets: Iterable[str], version: Raw) -> None:
    """Refuse a workbook that is not ours, that could carry code, or of another template.

    `version` is what its name TD_PhienBan shows, None where it has no such name.
    """
    for sheet in sheets:
        if sheet.casefold().endswith(_CODE_SUFFIXES):
            raise Refusal(
                f"Sổ “{name}” có trang tính “{sheet}”, loại trang có thể ra lệnh cho chương trình "
                "khác, nên Thi Đua không làm việc với sổ này: hãy xóa trang đó nếu biết chắc nó "
                "không cần, hoặc hỏi người đã gửi sổ."
            )
    stated = _numbers(version)
    if not stated:
        raise Refusal(
            f"“{name}” không phải là sổ thi đua của chương trình: hãy mở sổ thi đua rồi bấm lại, "
            "hoặc bấm Tạo sổ năm mới để có sổ."
        )
    ours = _numbers(TEMPLATE_VERSION)
    if stated > ours:
        raise Refusal(
            f"Sổ “{name}” theo mẫu {version}, mới hơn chương trình trên máy này (mẫu "
            f"{TEMPLATE_VERSION}): hãy cài bản Thi Đua mới rồi bấm lại."
        )
    if stated[0] < ours[0]:
        raise Refusal(
            f"Sổ “{name}” theo mẫu cũ {version}, chương trình trên máy này dùng mẫu "
            f"{TEMPLATE_VERSION}: hãy bấm Tạo sổ năm mới rồi chép số liệu sang, hoặc dùng bản Thi "
            "Đua đã tạo ra sổ."
        )


def version_in_words(version: Raw) -> str:
    """A template's version as it is written ("1.1"), however it was stored; "" for what is none."""
    return ".".join(map(str, _numbers(version)))


def _numbers(version: Raw) -> tuple[int, ...]:
    """A version's parts as numbers; () for what is none. Excel may have made 1.0 a number."""
    text = f"{float(version):.1f}" if isinstance(version, int | float) else str(version or "")
    parts = text.strip().split(".")
    return tuple(map(int, parts)) if all(part.isdecimal() for part in parts) else ()
