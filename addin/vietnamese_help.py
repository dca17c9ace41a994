"""click's help pages and usage errors in Vietnamese."""

from __future__ import annotations

import re
from typing import Any

import click


class Command(click.Command):
    """A command whose help page is in Vietnamese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that shows how the command is typed."""
        words = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[TÙY CHỌN]")
        formatter.write_usage(
            ctx.command_path, words.replace("COMMAND [ARGS]...", "LỆNH …"), prefix="Cách gõ: "
        )

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, and for a group its commands."""
        records = [each.get_help_record(ctx) for each in self.get_params(ctx)]
        with formatter.section("Tùy chọn"):
            formatter.write_dl([each for each in records if each])
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows this page."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "Hiện trang này rồi dừng."
        return option


class Group(Command, click.Group):
    """The program itself, with its commands."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Lệnh"):
            formatter.write_dl(
                [(name, each.get_short_help_str(70)) for name, each in found if each]
            )

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the year's work, as declared."""
        return list(self.commands)


# click tells these apart by its words alone.
_NO_COMMAND = re.compile(r"No such command '(.*)'\.", re.DOTALL)
_EXTRA = re.compile(r"unexpected extra arguments? \((.*)\)", re.DOTALL)


def _name(error: Any) -> str:
    param = error.param
    return "/".join(param.opts) if isinstance(param, click.Option) else param.human_readable_name


def usage_sentence(error: click.UsageError) -> str:
    """One Vietnamese sentence for what is wrong with the words typed, and where help is."""
    page = error.ctx.command_path if error.ctx else "thidua"
    advice = f"Gõ “{page} --help” để xem cách dùng."
    if isinstance(error, click.MissingParameter) and error.param:
        return f"Còn thiếu {_name(error)}. {advice}"
    if isinstance(error, click.NoSuchOption):
        return f"Không có tùy chọn {error.option_name}. {advice}"
    if isinstance(error, click.BadParameter) and error.param:
        if isinstance(error.param.type, click.Choice):
            return f"{_name(error)} chỉ nhận: {', '.join(error.param.type.choices)}. {advice}"
        if isinstance(error.param.type, click.IntRange):
            span = error.param.type
            return f"{_name(error)} phải là số từ {span.min} đến {span.max}. {advice}"
        return f"{_name(error)}: {error.message} {advice}"
    if isinstance(error, click.BadOptionUsage):
        return f"Sau {error.option_name} còn thiếu giá trị. {advice}"
    if unknown := _NO_COMMAND.match(error.message):
        return f"Không có lệnh “{unknown[1]}”. {advice}"
    if extra := _EXTRA.search(error.message):
        return f"Thừa “{extra[1]}”: tên có dấu cách phải đặt trong dấu ngoặc kép. {advice}"
    return f"Không hiểu lệnh đã gõ. {advice}"
