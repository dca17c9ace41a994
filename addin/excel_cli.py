"""`thidua excel …`: the add-in put in and out from a shell."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path, PureWindowsPath

import click

from addin.diagnosis import Step
from addin.vietnamese_help import Command, Group

OK, NOT_IN_ORDER = 0, 1


@click.group(cls=Group)
def excel() -> None:
    """Thẻ Thi đua trong Excel: cài, gỡ, xem, kiểm tra cài đặt."""


@excel.command(cls=Command)
@click.option(
    "--superior", is_flag=True, help="Thêm nhóm nút của cấp trên dù chưa cài đặt [cap_tren]."
)
def install(superior: bool) -> int:
    """Cài thẻ Thi đua vào Excel của bạn (không cần quyền quản trị)."""
    from addin.excel_setup import ExcelSetup
    from addin.workplace import is_superior

    click.echo(ExcelSetup().install(superior or is_superior()))
    return OK


@excel.command(cls=Command)
def uninstall() -> int:
    """Gỡ thẻ Thi đua khỏi Excel; sổ không thay đổi."""
    from addin.excel_setup import ExcelSetup

    click.echo(ExcelSetup().uninstall())
    return OK


@excel.command(cls=Command)
def status() -> int:
    """Xem thẻ Thi đua đã được cài chưa, có đúng phiên bản không."""
    from addin.excel_setup import ExcelSetup

    click.echo(ExcelSetup().status())
    return OK


@excel.command(cls=Command)
def doctor() -> int:
    """Kiểm tra cài đặt: bước nào chưa được thì nói phải làm gì."""
    from addin.diagnosis import common_steps, in_words

    steps = [*common_steps(), *_steps_in_excel()]
    click.echo(in_words(steps))
    return OK if all(each.passed for each in steps) else NOT_IN_ORDER


@excel.command(cls=Command)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="THƯ_MỤC",
    help="Nơi đặt lối tắt; để trống thì đặt ở màn hình nền.",
)
def shortcut(folder: Path | None) -> int:
    """Đặt lối tắt mở bảng chọn việc cho sổ đang mở, dùng khi máy chặn phần mở rộng."""
    from addin.excel_setup import desktop, write_shortcut

    target = write_shortcut(folder or desktop(), PureWindowsPath(sys.executable))
    click.echo(
        f"Đã đặt lối tắt {target}: mở sổ trong Excel, bấm đúp lối tắt, gõ số của việc rồi nhấn "
        "Enter."
    )
    return OK


def _steps_in_excel() -> list[Step]:
    """What the Excel that is open, and the add-in, look like; a note where there is no Windows."""
    if sys.platform != "win32":
        return [Step("Máy này không chạy Windows nên không có Excel để xem", note=True)]
    from addin.excel import front_desk

    return list(front_desk(datetime.now()).diagnose())
