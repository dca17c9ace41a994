"""The sender's own record of what left, kept outside the workbook so that a copy cannot lose it.

One line of JSON a step, each flushed to the disk before the next step is taken: whatever ends the
program, the last line tells how far it had come. It holds no names and no addresses.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from addin.folders import state_folder
from addin.mail.manifest import Manifest
from addin.mail.ways import State
from addin.refusal import Refusal

_FILE = "so_gui.jsonl"


@dataclass(frozen=True)
class Entry:
    """A step of a sending."""

    time: str
    unit_code: str
    unit_name: str
    year: int
    period: str
    sequence: int
    fingerprint: str
    state: str
    message_id: str
    draft: str


class Journal:
    """The file of steps; `folder` also holds the drafts."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or state_folder() / "thu_di"

    def entries(self) -> Iterator[Entry]:
        """All steps, oldest first; a line that a crash cut short is passed over."""
        try:
            lines = (self.folder / _FILE).read_text("utf-8").splitlines()
        except FileNotFoundError:
            return
        except (OSError, UnicodeDecodeError) as error:
            raise Refusal(
                f"Không đọc được sổ theo dõi gửi thư trong {self.folder}: hãy báo người phụ trách "
                "kỹ thuật."
            ) from error
        for line in lines:
            try:
                yield Entry(**json.loads(line))
            except (ValueError, TypeError):
                continue

    def of_unit(self, manifest: Manifest) -> list[Entry]:
        """The last step of each sending of the same unit and year, oldest first."""
        last: dict[int, Entry] = {}
        for each in self.entries():
            if (each.unit_code, each.unit_name, each.year) == (
                manifest.unit_code,
                manifest.unit_name,
                manifest.year,
            ):
                last[each.sequence] = each
        return [last[sequence] for sequence in sorted(last)]

    def note(
        self, manifest: Manifest, state: State, at: datetime, message_id: str, draft: Path
    ) -> None:
        """Add a step; Refusal where it cannot be kept, for then nothing may leave."""
        entry = Entry(
            time=f"{at:%Y-%m-%d %H:%M:%S}",
            unit_code=manifest.unit_code,
            unit_name=manifest.unit_name,
            year=manifest.year,
            period=manifest.period,
            sequence=manifest.sequence,
            fingerprint=manifest.fingerprint,
            state=state.value,
            message_id=message_id,
            draft=draft.name,
        )
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / _FILE).open("a", encoding="utf-8") as file:
                # A line that a crash cut short must not swallow this one.
                file.write(f"\n{json.dumps(asdict(entry), ensure_ascii=False)}\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise Refusal(
                f"Không ghi được sổ theo dõi gửi thư trong {self.folder} nên chưa gửi: hãy kiểm "
                "tra ổ đĩa còn chỗ và được phép ghi."
            ) from error
