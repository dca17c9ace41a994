"""However a unit moves the rows of its slip, a decision stays beside whom it is about."""

import random
import re
from itertools import count
from typing import Any

import pytest

from tests.support.fixtures import block_of
from validators.records import Nomination
from validators.slip_changes import ChangeKind, Comparison
from validators.slips import SlipNomination, row_marks, told_columns
from validators.tables import read_table

UNIT, MARK = "Xóm 1", "MAUXX"
NAME, BIRTH, TITLE, POSITION = (
    "Họ và tên / Tên tập thể", "Ngày sinh", "Danh hiệu đề nghị", "Chức vụ",
)  # fmt: skip
DECISION = "Số quyết định"
NAMES = ("Nguyễn Văn Mẫu", "Trần Thị Mẫu", "Lê Văn Mẫu", "Phạm Thị Mẫu")
TITLES = ("Lao động tiên tiến", "Chiến sĩ thi đua cơ sở")
NEW = {NAME: "Hoàng Văn Mới", BIRTH: "1999", TITLE: TITLES[0]}

Row = dict[str, Any]


def nominated(chance: random.Random) -> list[Row]:
    """A unit's nominations, namesakes and people with two rows among them."""
    rows = []
    for number in range(1, chance.randint(3, 8)):
        row = {NAME: chance.choice(NAMES), BIRTH: str(chance.randint(1970, 1974))}
        row |= {"Mã dòng": f"DN{number:04}", TITLE: chance.choice(TITLES), "Đơn vị": UNIT}
        rows.append(row | ({DECISION: f"{number}/QĐ-UBND"} if chance.random() < 0.6 else {}))
    return rows


def moved(rows: list[Row], chance: random.Random) -> list[Row]:
    """What the unit makes of them: contents moved, ids left where they were."""
    told = [{heading: row[heading] for heading in (NAME, BIRTH, TITLE)} for row in rows]
    how = chance.choice(("withdraw", "sort", "insert", "replace"))
    if how == "withdraw":
        del told[chance.randrange(len(told))]
    elif how == "sort":
        chance.shuffle(told)
    elif how == "insert":
        told.insert(chance.randrange(len(told)), NEW)
    else:
        told[chance.randrange(len(told))] = NEW
    if told and chance.random() < 0.3:
        place = chance.randrange(len(told))
        told[place] = told[place] | {POSITION: "Trưởng xóm"}
    ids = [*(row["Mã dòng"] for row in rows), f"DN-{MARK}-90"]
    return [{"Mã dòng": key, **row} for key, row in zip(ids, told, strict=False)]


@pytest.mark.parametrize("seed", range(100))
def test_no_decision_comes_to_stand_beside_somebody_else(seed: int) -> None:
    chance = random.Random(seed)
    rows = nominated(chance)
    written = read_table(Nomination, block_of(Nomination, rows))
    columns = told_columns(SlipNomination)
    known = {str(each.row_id): row_marks(written, each, columns) for each in written.records}
    told = moved(rows, chance)
    slip = read_table(SlipNomination, block_of(SlipNomination, told))
    free = (f"DN-{MARK}-{number:02}" for number in count(1))
    own = re.compile(rf"DN-{MARK}-\d+")
    found = Comparison(slip, written, known, UNIT, own, free).changes()
    register = {row["Mã dòng"]: dict(row) for row in rows}
    for change in found.rows:
        if change.kind is ChangeKind.WITHDRAWN:
            del register[change.row_id]
        else:
            row = register.setdefault(change.row_id, {})
            row |= {cell.column.heading: cell.new for cell in change.cells}
    owners = {row[DECISION]: person(row) for row in rows if DECISION in row}
    for row in register.values():
        if DECISION in row:
            assert person(row) == owners[row[DECISION]]
    if not found.clashes:
        assert sorted(map(content, register.values())) == sorted(map(content, told))


def person(row: Row) -> tuple[str, str]:
    return str(row[NAME]), str(row[BIRTH])


def content(row: Row) -> tuple[str, ...]:
    return (*person(row), str(row[TITLE]), str(row.get(POSITION) or ""))
