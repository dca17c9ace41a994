"""What a workbook says of its own sending: the last row of the hidden table tblLanGui."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from addin.book.port import SheetView
from addin.results import sendings_view
from addin.summary import QUARTER_SHEETS, YEAR_SHEET
from validators import RULES_VERSION
from validators.blocks import Block, Raw
from validators.records import Sending
from validators.register import Register

PERIODS = (*QUARTER_SHEETS, YEAR_SHEET)
"""What a sending reports on: "Quý I" … "Quý IV", "Cả năm"."""
_MOST_SENDINGS = 9_999


@dataclass(frozen=True)
class Manifest:
    """One sending: of which unit, year and period, which content, the how-manieth.

    `fingerprint` is that of `validators.digest`; `replaces` is the sending of the same period
    whose content this one corrects, None for a first one.
    """

    sequence: int
    time: str
    period: str
    unit_code: str
    unit_name: str
    year: int
    template: str
    rules: str
    fingerprint: str
    replaces: int | None
    way: str = ""

    @classmethod
    def of(
        cls,
        register: Register,
        earlier: Sequence[Manifest],
        period: str,
        fingerprint: str,
        template: str,
        at: datetime,
    ) -> Manifest:
        """The next sending of a register after the earlier ones.

        `template` is the version that the workbook states of its template.
        """
        settings = register.settings
        same_period = [each.sequence for each in earlier if each.period == period]
        return cls(
            sequence=max((each.sequence for each in earlier), default=0) + 1,
            time=f"{at:%Y-%m-%d %H:%M:%S}",
            period=period,
            unit_code=settings.unit_code or "",
            unit_name=settings.unit_name or "",
            year=register.year,
            template=template,
            rules=RULES_VERSION,
            fingerprint=fingerprint,
            replaces=max(same_period, default=None),
        )


def read_sendings(blocks: Mapping[str, Block]) -> list[Manifest]:
    """The sendings that a workbook knows of, oldest first; rows that make no sense are left out."""
    return [
        Manifest(
            sequence=sequence,
            year=year,
            replaces=_whole(row["replaces"]),
            **{
                name: str(row[name] if row[name] is not None else "")
                for name in (
                    *("time", "period", "unit_code", "unit_name", "template", "rules"),
                    *("fingerprint", "way"),
                )
            },
        )
        for row in Sending.rows(blocks)
        if (sequence := _whole(row["sequence"])) and (year := _whole(row["year"]))
        # Whoever counts higher by hand could never be followed by a newer sending.
        if 0 < sequence <= _MOST_SENDINGS and row["period"] in PERIODS
    ]


def _whole(value: Raw) -> int | None:
    """A number of a row; spreadsheet programs may hand it back as a text or with a fraction."""
    try:
        return int(float(value)) if isinstance(value, int | float | str) else None
    except (ValueError, OverflowError):
        return None


def manifest_view(sendings: Sequence[Manifest]) -> SheetView:
    """The sheet Lần gửi with these sendings."""
    return sendings_view([vars(each) for each in sendings])
