"""Notes that stand for many rows say how many, and name what they mean."""

from tests.support.fixtures import draw
from validators.check import check

MEETINGS = """
### Cuộc họp
| Ngày | Số thành viên | Có mặt |
| --- | --- | --- |
| 08/12/2020 | 8 | 7 |

### Đề nghị
| Họ và tên / Tên tập thể | Danh hiệu đề nghị | Số phiếu đồng ý | Ngày nhận hồ sơ | Ngày quyết định |
| --- | --- | --- | --- | --- |
| Đỗ Văn Thử | Lao động tiên tiến | 7 | 04/12/2020 | 11/12/2020 |
| Nguyễn Văn Mẫu | Lao động tiên tiến | 7 | 12/08/2020 | 14/08/2020 |
| Trần Thị Thử | Lao động tiên tiến | 7 | 20/12/2020 | |
"""  # noqa: E501

WAITING = """
### Đề nghị
| Họ và tên / Tên tập thể | Danh hiệu đề nghị | Cấp quyết định | Ngày nhận hồ sơ | Kết quả | Ngày quyết định |
| --- | --- | --- | --- | --- | --- |
| Nguyễn Văn Mẫu | Gia đình văn hóa | Xã | 21/12/2020 | Đang xét | |
| Trần Thị Thử | Gia đình văn hóa | Xã | 18/12/2020 | Đang xét | |
| Lê Văn Thử | Lao động tiên tiến | Xã | 04/12/2020 | Được tặng | 21/12/2020 |
"""  # noqa: E501

SETTINGS = """
### Thông tin
| Mục | Giá trị |
| --- | --- |
| Hạn nộp hồ sơ | |
| Tỷ lệ phiếu tối thiểu | |
| Tỷ lệ dự họp tối thiểu | |

### Đề nghị
| Họ và tên / Tên tập thể | Danh hiệu đề nghị | Số phiếu đồng ý |
| --- | --- | --- |
| Nguyễn Văn Mẫu | Lao động tiên tiến | 7 |
"""


def messages(code: str, text: str) -> list[str]:
    return [each.message for each in check(draw(text).register()).findings if each.code == code]


def test_votes_without_a_meeting_are_counted_and_the_first_is_named() -> None:
    (message,) = messages("CH402", MEETINGS)
    assert message.startswith("Có 2 dòng đề nghị")
    assert message.endswith("ví dụ “Nguyễn Văn Mẫu”.")


def test_dossiers_that_took_too_long_are_told_by_their_limit() -> None:
    reference, families = sorted(messages("DN405", WAITING))
    assert reference == (
        "Có 1 hồ sơ (0 hồ sơ chưa có quyết định) quá mức tham khảo 10 ngày làm việc (chưa trừ "
        "ngày nghỉ lễ) kể từ ngày nhận hồ sơ; lâu nhất 11 ngày (“Lê Văn Thử”)."
    )
    assert families == (
        "Có 2 hồ sơ (2 hồ sơ chưa có quyết định) quá hạn 5 ngày làm việc (chưa trừ ngày nghỉ lễ) "
        "kể từ ngày nhận hồ sơ; lâu nhất 9 ngày (“Trần Thị Thử”)."
    )


def test_settings_that_matter_and_are_not_set_are_named_once() -> None:
    (message,) = messages("TI403", SETTINGS)
    assert message.endswith(": Hạn nộp hồ sơ, Tỷ lệ phiếu tối thiểu.")
