"""`thidua calc …`: the extension of LibreOffice put in and out from a shell."""

from __future__ import annotations

import click

from addin.vietnamese_help import Command, Group

OK, NOT_IN_ORDER = 0, 1


@click.group(cls=Group)
def calc() -> None:
    """Menu và thanh công cụ Thi đua trong LibreOffice Calc: cài, gỡ, xem, kiểm tra cài đặt."""


@calc.command(cls=Command)
@click.option(
    "--superior", is_flag=True, help="Thêm nhóm nút của cấp trên dù chưa cài đặt [cap_tren]."
)
def install(superior: bool) -> int:
    """Cài vào LibreOffice của bạn (không cần quyền quản trị)."""
    from addin.calc_setup import CalcSetup
    from addin.workplace import is_superior

    click.echo(CalcSetup().install(superior=superior or is_superior()))
    return OK


@calc.command(cls=Command)
def uninstall() -> int:
    """Gỡ khỏi LibreOffice; sổ không thay đổi."""
    from addin.calc_setup import CalcSetup

    click.echo(CalcSetup().uninstall())
    return OK


@calc.command(cls=Command)
def status() -> int:
    """Xem đã cài chưa, có đúng phiên bản không, nút bấm chạy chương trình nào."""
    from addin.calc_setup import CalcSetup

    click.echo(CalcSetup().status())
    return OK


@calc.command(cls=Command)
def doctor() -> int:
    """Kiểm tra cài đặt: bước nào chưa được thì nói phải làm gì."""
    from addin.calc_setup import CalcSetup
    from addin.diagnosis import common_steps, in_words

    steps = [*common_steps(), *CalcSetup().diagnose()]
    click.echo(in_words(steps))
    return OK if all(each.passed for each in steps) else NOT_IN_ORDER
