"""What came, kept byte for byte under the name of its own digest."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from addin.refusal import Refusal
from addin.saving import save_whole


class Originals:
    """A folder of originals; one that is there already is never written again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, content: bytes, suffix: str) -> str:
        """Keep bytes; returns their digest (SHA-256, hexadecimal). Refusal where it cannot."""
        mark = sha256(content).hexdigest()
        target = self.path(mark, suffix)
        if not target.exists():
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                save_whole(target, content)
            except (OSError, Refusal) as error:
                raise Refusal(
                    f"Không lưu được bản gốc vào {self.folder}: hãy kiểm tra ổ đĩa còn chỗ và được "
                    "phép ghi rồi chạy lại; chưa có gì bị mất."
                ) from error
        return mark

    def path(self, mark: str, suffix: str) -> Path:
        """Where the bytes of a digest are kept."""
        return self.folder / mark[:2] / f"{mark}{suffix}"
