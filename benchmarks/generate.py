"""Registers of any size for the benchmarks: clean rows, invented names, always the same."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from addin.book.closed import ClosedBook
from addin.commands import new_register
from addin.sample import UNIT, YEAR, sample_rows
from validators.blocks import Raw
from validators.records import Nomination, PastAward, Registration

Row = dict[str, Raw]
_GROWING = {Registration.table, Nomination.table, PastAward.table}
FAMILY_NAMES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Phan",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Ngô",
    "Lý",
]
_MIDDLE = ["Văn", "Thị", "Đức", "Hữu", "Minh", "Ngọc", "Thu", "Quang", "Thanh", "Xuân"]
_GIVEN = ["An", "Bình", "Chi", "Dung", "Giang", "Hà", "Hạnh", "Khánh", "Lan", "Mai", "Nam", "Oanh"]


def _people(number: int) -> list[Row]:
    """Invented direct workers, all different."""
    chance = random.Random(number)
    units = [str(row["Tên đơn vị"]) for row in sample_rows()["tblDonVi"]]
    return [
        {
            "Họ và tên / Tên tập thể": " ".join(
                map(chance.choice, (FAMILY_NAMES, _MIDDLE, _MIDDLE, _GIVEN))
            ),
            "Loại đối tượng": "Cá nhân",
            "Ngày sinh": date(1965, 1, 1) + timedelta(days=i * 7919 % 12000),
            "Đơn vị": chance.choice(units),
            "Nhóm đối tượng": "Người trực tiếp công tác, lao động",
            "Ngày tuyển dụng": date(2012, 9, 1),
        }
        for i in range(number)
    ]


def write_register(
    target: Path, registrations: int, nominations: int, shared: Mapping[str, Raw] | None = None
) -> None:
    """A register with the sample's units and so many clean registrations and nominations.

    `shared`, by heading, is told of everybody alike.
    """
    people = [person | dict(shared or {}) for person in _people(registrations)]
    registered = [
        person
        | {
            "Danh hiệu đăng ký": "Lao động tiên tiến",
            "Ngày đăng ký": date(YEAR, 2, 1) + timedelta(days=i % 50),
        }
        for i, person in enumerate(people)
    ]
    nominated = [
        person
        | {
            "Năm thành tích": YEAR,
            "Danh hiệu đề nghị": "Lao động tiên tiến",
            "Cấp quyết định": "Xã",
            "Mức hoàn thành nhiệm vụ": "Hoàn thành tốt nhiệm vụ",
            "Hình thức kỷ luật": "Không",
            "Đang xem xét": "Không",
            "Tóm tắt thành tích": f"Hoàn thành {i % 9 + 1} việc được giao trong năm",
            "Số thành viên Hội đồng": 9,
            "Số người dự họp": 8,
            "Số phiếu đồng ý": 8,
            "Ngày nhận hồ sơ": date(YEAR, 11, 1) + timedelta(days=i % 28),
            "Tờ trình": "Có",
            "Báo cáo thành tích": "Có",
            "Biên bản": "Có",
            "Kết quả": "Được tặng",
            "Số quyết định": "128/QĐ-UBND",
            "Ngày quyết định": date(YEAR, 12, 22),
        }
        for i, person in enumerate(people[:nominations])
    ]
    new_register(target, YEAR, UNIT)
    book = ClosedBook(target)
    for table, rows in sample_rows().items():
        if table not in _GROWING:
            book.fill(table, rows)
    book.fill(Registration.table, registered)
    book.fill(Nomination.table, nominated)
    book.save(target)
