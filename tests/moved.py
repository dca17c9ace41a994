"""The sample year moved to another year: the same work of the same people under a later law."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from addin.demo import CHECK_DAY
from addin.sample import YEAR, sample_rows
from validators.blocks import Block, Raw
from validators.records import ENTRY_TABLES
from validators.register import Register, read_register

BIRTH = "Ngày sinh"
SEASON = date(YEAR, 10, 1)
"""From here on the sample's dates are those of the year-end review."""

_YEARS_NAMED = re.compile(rf"(?<!\d)({YEAR - 2}|{YEAR - 1}|{YEAR}|{YEAR + 1})(?!\d)")


@dataclass(frozen=True)
class Move:
    """Where the sample goes: its year, and by how many days the year-end review comes earlier."""

    year: int
    earlier: int = 0

    @property
    def years(self) -> int:
        """How far every date moves."""
        return self.year - YEAR

    def register(self) -> Register:
        """The moved sample, read some weeks after the year's end."""
        blocks = {}
        for model in ENTRY_TABLES:
            headings = [each.heading for each in model.columns()]
            rows = [self._row(row) for row in sample_rows()[model.table]]
            for number, row in enumerate(rows, start=1):
                row["Mã dòng"] = f"{model.prefix}{number:04}"
            values = [[row.get(heading) for heading in headings] for row in rows]
            blocks[model.table] = Block(model.table, model.sheet, 5, 1, headings, values)
        return read_register(blocks, self._day(CHECK_DAY))

    def _row(self, row: dict[str, Raw]) -> dict[str, Raw]:
        return {name: value if name == BIRTH else self._value(value) for name, value in row.items()}

    def _value(self, value: Raw) -> Raw:
        if isinstance(value, date):
            return self._day(value)
        if isinstance(value, int | float) and YEAR - 2 <= value <= YEAR + 1:
            return value + self.years
        if isinstance(value, str):
            return _YEARS_NAMED.sub(lambda found: str(int(found[0]) + self.years), value)
        return value

    def _day(self, day: date) -> date:
        """The same day of another year; 28 February for the 29th where there is none."""
        if SEASON <= day < CHECK_DAY:
            day -= timedelta(days=self.earlier)
        if (day.month, day.day) == (2, 29):
            day -= timedelta(days=1)
        return day.replace(year=day.year + self.years)
