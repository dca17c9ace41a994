"""Placeholders: names in braces that a register fills in or reports."""

import pytest

from tests.support.fixtures import draw
from validators.placeholders import Block, Placeholders, block_of

PLACEHOLDERS = Placeholders.of(
    draw("""
### Thông tin
| Mục | Giá trị |
| --- | --- |
| Ngày phát động | ngày:29/01/2020 |
| Tỷ lệ lao động trực tiếp | số:0,3 |
| Cụm thi đua | Cụm thi đua số 1 |
| Khẩu hiệu | Đoàn kết |
### Đơn vị
| Tên đơn vị | Loại đơn vị |
| --- | --- |
| Xóm Mẫu 1 | Xóm |
| Xóm Mẫu 2 | Xóm |
| Trường Mẫu | Trường học |
### Phong trào
| Tên phong trào | Hình thức | Cấp phát động |
| --- | --- | --- |
| Chung sức | Theo chuyên đề | Huyện |
| “Chung tay” | Theo chuyên đề | Huyện |
| Nói "không" với "rác" | Thường xuyên | Xã |
""").register()
)


def problems(text: str) -> list[tuple[str, str]]:
    return [(each.name, each.problem) for each in PLACEHOLDERS.problems(text)]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("năm {Năm}", "năm 2020"),
        ("xã {Tên đơn vị hành chính}", "xã Lam Vỹ"),
        ("ngày {Ngày phát động}", "ngày 29/01/2020"),
        ("trên {Tỷ lệ lao động trực tiếp}", "trên 30%"),
        ("với {Cụm thi đua}.", "với Cụm thi đua số 1."),
        ("“{Khẩu hiệu}”", "“Đoàn kết”"),
        ("{Số xóm} xóm, {Số trường học} trường", "2 xóm, 1 trường"),
        ("{Số hợp tác xã}/{Số đơn vị}", "0/3"),
        ("như: {Phong trào: Huyện}...", "như: “Chung sức”, “Chung tay”..."),
        ("{Phong trào: Xã}", '“Nói "không" với "rác"”'),
        ("{ năm }, {SỐ  XÓM}, {phong trào:huyện}", "2020, 2, “Chung sức”, “Chung tay”"),
        ("{{Năm}", "{Năm}"),
        ("{{{Năm}}", "{2020}"),
        ("A & B < C } 100%", "A & B < C } 100%"),
    ],
)
def test_names_are_filled_in_and_all_else_stays(typed: str, printed: str) -> None:
    assert problems(typed) == []
    assert PLACEHOLDERS.fill(typed) == printed


@pytest.mark.parametrize(
    ("typed", "name", "problem"),
    [
        ("{Nam}", "Nam", "Không có chỗ điền nào tên là “{Nam}”. Có phải là “{Năm}”?"),
        ("{}", "", "Không có chỗ điền nào tên là “{}”."),
        ("{1+1}", "1+1", "Không có chỗ điền nào tên là “{1+1}”."),
        ("{Địa danh}", "Địa danh", "“{Địa danh}” chưa có gì để in."),
        ("{Phong trào: Tỉnh}", "Phong trào: Tỉnh", "“{Phong trào: Tỉnh}” chưa có gì để in."),
        ("{Tiến độ}", "Tiến độ", "“{Tiến độ}” chưa có gì để in."),
        ("Xem {Phân công}", "Phân công", "“{Phân công}” phải đứng một mình trong ô."),
        ("năm {Năm", "{Năm", "Dấu “{” ở “{Năm” không có dấu “}” đi kèm."),
    ],
)
def test_what_cannot_be_filled_in_is_named(typed: str, name: str, problem: str) -> None:
    assert problems(typed) == [(name, problem)]


def test_every_problem_of_a_text_is_listed_once_in_its_order() -> None:
    assert [name for name, _ in problems("{a} {Năm} {b} {{c} {d")] == ["a", "b", "{d"]


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("{Tiến độ}", Block.CALENDAR),
        (" { phân công }\n", Block.ASSIGNMENTS),
        ("{Bảng:Đăng ký theo đơn vị}", Block.REGISTRATIONS),
        ("{Năm}", None),
        ("{Tiến độ}.", None),
        ("{{", None),
        ("", None),
    ],
)
def test_a_block_stands_alone(text: str, block: Block | None) -> None:
    assert block_of(text) is block
