"""Random rows of the tables that summaries count, and the register that they make.

Rows are plain values by heading, as staff would have entered them, so that a test can count them
in a way of its own.
"""

from datetime import date
from random import Random

from validators.blocks import Block, Raw
from validators.catalogue import (
    Form,
    MovementLevel,
    MovementMode,
    ObjectKind,
    Outcome,
    Period,
    Title,
    WorkGroup,
)
from validators.columns import Record
from validators.records import Movement, Nomination, Registration, SettingRow, Task, Unit
from validators.register import Register, read_register

YEAR = 2020
UNITS = ("Xóm Một", "Xóm Hai", "Trường Tiểu học Mẫu", "Trạm Y tế")
UNKNOWN_UNIT = "Xóm chưa khai"
TODAY = date(YEAR, 8, 15)

RawRow = dict[str, Raw]
RawTables = dict[type[Record], list[RawRow]]


def random_tables(seed: int, rows: int) -> RawTables:
    """A year of `rows` registrations and as many nominations, gaps and odd dates included."""
    draw = _Draw(seed)
    return {
        SettingRow: [
            {"Mục": "Năm", "Giá trị": YEAR},
            {"Mục": "Tỷ lệ lao động trực tiếp", "Giá trị": "30%"},
        ],
        Unit: [{"Tên đơn vị": name} for name in UNITS],
        Movement: [draw.movement(number) for number in range(rows // 10)],
        Registration: [draw.registration(number) for number in range(rows)],
        Nomination: [draw.nomination(number) for number in range(rows)],
        Task: [draw.task(number) for number in range(rows // 10)],
    }


def register_of(tables: RawTables, today: date = TODAY) -> Register:
    """The register that these rows make."""
    return read_register(
        {model.table: _block(model, rows) for model, rows in tables.items()}, today
    )


def _block(model: type[Record], rows: list[RawRow]) -> Block:
    headings = [each.heading for each in model.data_columns()]
    values = [[row.get(heading) for heading in headings] for row in rows]
    return Block(model.table, model.sheet, 5, 3, headings, values)


class _Draw:
    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def _day(self) -> date | None:
        """Mostly a day of the year; the edges of quarters and years often, sometimes none."""
        month = self._random.randint(1, 12)
        edges = [date(YEAR - 1, 12, 31), date(YEAR + 1, 1, 1), date(YEAR + 1, 1, 20)]
        edges += [date(YEAR, month, 1) for month in (1, 4, 7, 10)]
        edges += [date(YEAR, 3, 31), date(YEAR, 6, 30), date(YEAR, 9, 30), date(YEAR, 12, 31)]
        inside = date(YEAR, month, self._random.randint(1, 28))
        return self._random.choice([inside] * 12 + edges + [None] * 2)

    def _one_of(self, options: list[str], empty: int = 1) -> str | None:
        return self._random.choice([*options, *[None] * empty])

    def _award(self, title: str, form: str) -> RawRow:
        return {
            title: self._one_of([each.value for each in Title], 4),
            form: self._one_of([each.value for each in Form], 4),
        }

    def _object(self, number: int) -> RawRow:
        return {
            "Họ và tên / Tên tập thể": f"Người thứ {number}",
            "Loại đối tượng": self._one_of([each.value for each in ObjectKind]),
            "Đơn vị": self._one_of([*UNITS, UNKNOWN_UNIT]),
            "Nhóm đối tượng": self._one_of([each.value for each in WorkGroup]),
        }

    def registration(self, number: int) -> RawRow:
        award = self._award("Danh hiệu đăng ký", "Hình thức đăng ký")
        return self._object(number) | award | {"Ngày đăng ký": self._day()}

    def nomination(self, number: int) -> RawRow:
        award = self._award("Danh hiệu đề nghị", "Hình thức đề nghị")
        outcomes = [each.value for each in Outcome] + [Outcome.AWARDED.value] * 6
        return (
            self._object(number)
            | award
            | {
                "Năm thành tích": self._random.choice([YEAR] * 8 + [YEAR - 1, YEAR + 1, None]),
                "Ngày nhận hồ sơ": self._day(),
                "Kết quả": self._one_of(outcomes),
                "Ngày quyết định": self._day(),
                "Tiền thưởng": self._random.choice([None, 450_000, 1_340_000]),
            }
        )

    def movement(self, number: int) -> RawRow:
        return {
            "Tên phong trào": f"Phong trào {number}",
            "Hình thức": self._one_of([each.value for each in MovementMode], 0),
            "Cấp phát động": self._one_of([each.value for each in MovementLevel], 0),
            "Từ ngày": self._day(),
            "Đến ngày": self._day(),
        }

    def task(self, number: int) -> RawRow:
        return {
            "Quý": self._one_of([each.value for each in Period]),
            "Công việc": f"Việc {number}",
            "Hạn": self._random.choice([None, self._day()]),
            "Ngày hoàn thành": self._random.choice([None, self._day()]),
        }
