"""The sheets that staff fill, built from the records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.worksheet import Worksheet

from addin.book import layout
from addin.book.canvas import Canvas
from addin.book.cell_rules import CHECK_HINT, PROGRAM_HINTS, CellRule, Demand, cell_rule
from addin.book.layout import BAND_ROW, FIRST_ROW, HEADING_ROW, LAST_ROW, NOTE_ROW, TITLE_ROW
from addin.book.lists import in_brackets, source
from addin.paper_texts import default_cells
from validators.blocks import Raw, column_letter
from validators.columns import CHECK, NUMBERING, ROW_ID, Column, Record
from validators.finding import Severity
from validators.records import SettingRow
from validators.settings import PRESETS, Settings

_VALIDATES = {
    Demand.LIST: "list",
    Demand.DATE: "date",
    Demand.WHOLE: "integer",
    Demand.DECIMAL: "decimal",
    Demand.ANY: "any",
}
"""What XlsxWriter calls each demand."""


def check_formula(model: type[Record]) -> str:
    """Kiểm tra: the first finding of the row in short."""
    key = f"{model.table}[[#This Row],[{ROW_ID.heading}]]"
    found = f'MATCH("{model.table}|"&IF({key}="","d"&ROW(),{key}),KQ_KhoaDong,0)'
    return f'=IFERROR(INDEX(KQ_TomTat,{found}),"")'


def numbering_formula(model: type[Record]) -> str:
    """STT: the row's number, where the row has a name."""
    name = in_brackets(model.subject_column().heading)
    top = f"ROW({model.table}[[#Headers],[{NUMBERING.heading}]])"
    return f'=IF({model.table}[[#This Row],[{name}]]="","",ROW()-{top})'


def program_formula(model: type[Record], heading: str) -> str:
    """The formula of one of the program's two columns."""
    return {CHECK.heading: check_formula, NUMBERING.heading: numbering_formula}[heading](model)


@dataclass(frozen=True)
class Purpose:
    """What differs between the sheets of a register and those of a slip.

    `check` is the formula of Kiểm tra, `checked` what it shows for a row's values by field,
    `guide` the sheet that the title links to. Findings are marked only where the workbook has
    them.
    """

    guide: str
    check: Callable[[type[Record]], str]
    checked: Callable[[type[Record], Mapping[str, Raw]], str]
    check_hint: str
    has_findings: bool


REGISTER = Purpose(
    layout.GUIDE_SHEET,
    check_formula,
    lambda model, values: "",
    CHECK_HINT,
    has_findings=True,
)


def _settings(year: int) -> list[dict[str, Raw]]:
    """The filled rows of tblThongTin by field."""
    values: dict[str, Raw] = {"year": year, **PRESETS}
    return [
        {
            "item": name,
            "value": values.get(item.field),
            "remark": f"* Bắt buộc. {item.hint}".strip() if item.required else item.hint,
        }
        for name, item in Settings.items().items()
    ]


def add_entry_sheet(canvas: Canvas, model: type[Record], year: int) -> None:
    """One entry sheet of a register with its table."""
    rows: list[dict[str, Raw]] = (
        _settings(year)
        if model is SettingRow
        else [*default_cells(model), *[{}] * layout.prebuilt_rows(model)]
    )
    numbered = [
        {**values, ROW_ID.field: f"{model.prefix}{number:04}"}
        for number, values in enumerate(rows, start=1)
    ]
    add_filled_sheet(canvas, model, numbered, REGISTER)


def add_filled_sheet(
    canvas: Canvas, model: type[Record], rows: Sequence[Mapping[str, Raw]], purpose: Purpose
) -> None:
    """One entry sheet with its table, rows as values by field, row ids included."""
    sheet = canvas.add_sheet(model.sheet)
    columns = model.columns()
    _set_columns(canvas, sheet, model)
    _write_head(canvas, sheet, model, purpose.guide)
    _write_table(canvas, sheet, model, rows, purpose)
    if model is SettingRow:
        _validate_settings(sheet)
    hints = {**PROGRAM_HINTS, CHECK.heading: purpose.check_hint}
    for place, column in enumerate(columns, start=1):
        if model is SettingRow and column.field == "value":
            continue
        rule = cell_rule(column, source(column, model), hints.get(column.heading, ""))
        _validate(sheet, rule, (FIRST_ROW, LAST_ROW), place)
    if purpose.has_findings:
        _mark(canvas, sheet, model)
    _set_up_print(sheet, model)
    first_entry = columns.index(model.data_columns()[0])
    sheet.freeze_panes(HEADING_ROW, columns.index(model.subject_column()) + 1)
    sheet.set_selection(FIRST_ROW - 1, first_entry, FIRST_ROW - 1, first_entry)
    last = column_letter(len(columns))
    sheet.ignore_errors({"number_stored_as_text": f"A{FIRST_ROW}:{last}{LAST_ROW}"})


def _set_columns(canvas: Canvas, sheet: Worksheet, model: type[Record]) -> None:
    for place, column in enumerate(model.columns()):
        look = canvas.format(layout.column_look(column))
        # A print area cannot leave columns out, and Excel keeps no custom views beside a table.
        # So what a wide table does not print is an outline level: the button 1 above the
        # headings folds it away before printing, the button 2 brings it back.
        folds = model.wide and column in model.data_columns() and not column.printed
        sheet.set_column(place, place, column.width, look, {"level": 1} if folds else None)


def _write_head(canvas: Canvas, sheet: Worksheet, model: type[Record], guide: str) -> None:
    """Title, note, coloured band of the column groups."""
    columns = model.columns()
    sheet.set_row(TITLE_ROW - 1, layout.TITLE_POINTS)
    sheet.set_row(NOTE_ROW - 1, 20)
    canvas.link(sheet, TITLE_ROW, 1, f"'{guide}'!A1", f"◄ {guide}", layout.LINK)
    canvas.write(sheet, TITLE_ROW, 2, layout.SHEETS[model.sheet], layout.TITLE)
    canvas.write(sheet, NOTE_ROW, 2, model.note, layout.NOTE)
    shades = layout.group_shades(columns)
    sheet.set_row(BAND_ROW - 1, 18 if shades else 6)
    for place, column in enumerate(columns, start=1):
        if column.group:
            band, _ = shades[column.group]
            words = column.group.upper() if column is _first_shown(columns, column.group) else None
            look = {**band.look, "bold": True, "valign": "vcenter"}
            canvas.write(sheet, BAND_ROW, place, words, look)


def _first_shown(columns: tuple[Column, ...], group: str) -> Column:
    """The column of a group that stays in sight when what is not printed is folded away."""
    members = [each for each in columns if each.group == group]
    return next((each for each in members if each.printed), members[0])


def _write_table(
    canvas: Canvas,
    sheet: Worksheet,
    model: type[Record],
    rows: Sequence[Mapping[str, Raw]],
    purpose: Purpose,
) -> None:
    columns = model.columns()
    shades = layout.group_shades(columns)
    formulas = {CHECK.heading: purpose.check(model), NUMBERING.heading: numbering_formula(model)}
    sheet.set_row(HEADING_ROW - 1, layout.heading_points(columns))
    sheet.add_table(
        HEADING_ROW - 1,
        0,
        HEADING_ROW - 1 + len(rows),
        len(columns) - 1,
        {
            "name": model.table,
            "style": None,
            "autofilter": model.table not in layout.UNSORTED_TABLES,
            "columns": [
                {"header": each.heading, "formula": formulas.get(each.heading, "")}
                for each in columns
            ],
        },
    )
    for place, column in enumerate(columns, start=1):
        _, shade = shades.get(column.group, (None, layout.HEADINGS))
        canvas.write(sheet, HEADING_ROW, place, column.heading, layout.heading_look(column, shade))
        for number, values in enumerate(rows, start=1):
            row = HEADING_ROW + number
            look = canvas.format(_cell_look(column, values))
            if column.heading in formulas:
                filled = values.get(model.subject_column().field) is not None
                shown: str | int = number if filled else ""
                if column is CHECK:
                    shown = purpose.checked(model, values)
                sheet.write_formula(row - 1, place - 1, formulas[column.heading], look, shown)
            elif isinstance(values.get(column.field), str):
                sheet.write_string(row - 1, place - 1, str(values[column.field]), look)
            else:
                sheet.write(row - 1, place - 1, values.get(column.field), look)


def _cell_look(column: Column, values: Mapping[str, Raw]) -> dict[str, Any]:
    """A setting's value has the look of its setting, every other cell that of its column."""
    if column == SettingRow.column_of("value"):
        return layout.setting_look(Settings.items()[str(values["item"])])
    return layout.cell_look(column)


def _validate_settings(sheet: Worksheet) -> None:
    """Each value of tblThongTin has the list and the limits of its own setting."""
    place = [each.field for each in SettingRow.columns()].index("value") + 1
    for row, item in enumerate(Settings.items().values(), start=FIRST_ROW):
        _validate(sheet, cell_rule(item, source(item)), (row, row), place)


def _validate(sheet: Worksheet, rule: CellRule | None, rows: tuple[int, int], place: int) -> None:
    """The drop-down or the limits of a column, and the message beside its cells."""
    if rule:
        sheet.data_validation(rows[0] - 1, place - 1, rows[1] - 1, place - 1, _options(rule))


def _options(rule: CellRule) -> dict[str, Any]:
    """A rule in XlsxWriter's words."""
    options: dict[str, Any] = {"validate": _VALIDATES[rule.demand], "ignore_blank": rule.blank}
    if rule.demand is Demand.LIST:
        options |= {"source": f"={rule.source}", "show_error": rule.refuses}
    elif rule.demand is not Demand.ANY and rule.high is None:
        options |= {"criteria": ">=", "value": rule.low}
    elif rule.demand is not Demand.ANY:
        options |= {"criteria": "between", "minimum": rule.low, "maximum": rule.high}
    for name, (title, text) in (("error", rule.error), ("input", rule.message)):
        if text:
            options |= {f"{name}_title": title, f"{name}_message": text}
    return options


def _mark(canvas: Canvas, sheet: Worksheet, model: type[Record]) -> None:
    """Colours of cells that have findings: a view of tblKetQua, never written into a cell."""
    columns = model.columns()
    first = columns.index(model.data_columns()[0])
    last = columns.index(ROW_ID) - 1
    letter, ids = column_letter(first + 1), column_letter(last + 2)
    key = (
        f'"{model.table}|"&IF(${ids}{FIRST_ROW}="","d"&ROW(),${ids}{FIRST_ROW})'
        f'&"|"&{letter}${HEADING_ROW}'
    )
    found = f"MATCH({key},KQ_KhoaO,0)"
    same = f'EXACT(INDEX(KQ_GiaTri,{found})&"",{letter}{FIRST_ROW}&"")'
    area = (FIRST_ROW - 1, first, LAST_ROW - 1, last)
    rules = [(f"=IFERROR(NOT({same}),FALSE)", layout.STALE)]
    rules += [
        (f'=IFERROR(INDEX(KQ_Muc,{found})="{severity.label}",FALSE)', layout.MARKS[severity])
        for severity in Severity
    ]
    for formula, shade in rules:
        look = canvas.format(shade.look)
        sheet.conditional_format(
            *area, {"type": "formula", "criteria": formula, "format": look, "stop_if_true": True}
        )
    for severity in Severity:
        sheet.conditional_format(
            *(FIRST_ROW - 1, 0, LAST_ROW - 1, 0),
            {
                "type": "formula",
                "criteria": f'=LEFT($A{FIRST_ROW},{len(severity.label)})="{severity.label}"',
                "format": canvas.format(layout.MARKS[severity].look),
            },
        )


def _set_up_print(sheet: Worksheet, model: type[Record]) -> None:
    """Everything from STT to the last column that staff fill; headings on every page."""
    columns = model.columns()
    last = columns.index(ROW_ID) - 1
    sheet.print_area(0, 1, 1_048_575, last)
    sheet.repeat_rows(HEADING_ROW - 1)
    if model.wide:
        sheet.repeat_columns(1, columns.index(model.subject_column()))
        # A fixed scale, so that a page printed with nothing folded away can still be read.
        sheet.set_print_scale(layout.print_scale(tuple(c for c in columns if c.printed)))
    else:
        sheet.fit_to_pages(1, 0)
