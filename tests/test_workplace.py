"""The settings of a workplace, as people write them with Notepad."""

from pathlib import Path

import pytest

from addin.refusal import Refusal
from addin.workplace import FILE, load_workplace

SETTINGS = '[cap_tren]\r\ndanh_sach_don_vi = "C:/ThiDua/đơn vị.csv"\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_settings_are_read_with_and_without_notepads_mark(tmp_path: Path, encoding: str) -> None:
    (tmp_path / FILE).write_text(SETTINGS, encoding)
    superior = load_workplace(tmp_path).superior
    assert superior is not None
    assert superior.expected == Path("C:/ThiDua/đơn vị.csv")


def test_a_path_with_the_slashes_of_windows_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(SETTINGS.replace("/", "\\"), "utf-8")
    with pytest.raises(Refusal, match="Đường dẫn viết bằng dấu /"):
        load_workplace(tmp_path)
