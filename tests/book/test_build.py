"""The built template says what records, catalogue and layout declare, and nothing of its own."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from difflib import unified_diff
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from python_calamine import CalamineWorkbook

from addin.book import layout
from addin.book.build import TEMPLATE, build_register, main
from addin.book.layout import FIRST_ROW, HEADING_ROW, LAST_ROW, Shade
from addin.book.lists import HEADINGS, in_brackets, source
from addin.book.package import Package, open_package
from addin.book.port import Style
from addin.paper_texts import default_cells
from tests.support.ooxml import assert_valid
from validators.blocks import column_letter
from validators.catalogue import Form, Title
from validators.columns import CHECK, NUMBERING, ROW_ID, Column, Kind, Record
from validators.records import (
    ENTRY_TABLES,
    PROGRAM_TABLES,
    Nomination,
    PastAward,
    Recipient,
    Registration,
    Result,
    SettingRow,
    Unit,
)
from validators.regimes import regime, regime_on
from validators.settings import PRESETS, Settings

YEAR = 2020
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

every_entry_table = pytest.mark.parametrize("model", ENTRY_TABLES, ids=lambda m: m.table)


@cache
def built() -> bytes:
    return build_register(YEAR, regime("R1"))


@cache
def package() -> Package:
    return open_package(built(), name="so_thi_dua_xa.xlsx")


@cache
def part(name: str) -> Element:
    return fromstring(package().read(name))


def sheet(name: str) -> Element:
    return part(next(each.part for each in package().sheets if each.name == name))


@cache
def shared_texts() -> list[str]:
    return ["".join(item.itertext()) for item in part("xl/sharedStrings.xml").iter(f"{MAIN}si")]


@cache
def cells(name: str) -> dict[str, Element]:
    return {cell.get("r", ""): cell for cell in sheet(name).iter(f"{MAIN}c")}


def text(sheet_name: str, address: str) -> str:
    """What a cell holds, constants and cached results alike."""
    cell = cells(sheet_name).get(address)
    value = cell.findtext(f"{MAIN}v") if cell is not None else None
    if cell is None or value is None:
        return ""
    return shared_texts()[int(value)] if cell.get("t") == "s" else value


def number_format(sheet_name: str, address: str) -> str:
    styles = part("xl/styles.xml")
    formats = {
        each.get("numFmtId"): each.get("formatCode", "") for each in styles.iter(f"{MAIN}numFmt")
    }
    formats |= {"0": "General", "1": "0", "49": "@"}
    looks = styles.findall(f"{MAIN}cellXfs/{MAIN}xf")
    return formats[looks[int(cells(sheet_name)[address].get("s", "0"))].get("numFmtId")]


def names() -> dict[str, str]:
    return {each.name: each.value for each in package().defined_names if each.sheet is None}


def listed(name: str) -> list[str]:
    """The items behind the defined name of a list of Danh mục."""
    [column] = {*re.findall(r"'Danh mục'!\$([A-Z]+)\$5", names()[name])}
    addresses = (f"{column}{row}" for row in range(FIRST_ROW, FIRST_ROW + layout.LONGEST_LIST))
    return [item for address in addresses if (item := text(layout.LISTS_SHEET, address))]


def lists_in(data: bytes) -> dict[str, list[str]]:
    """The lists of Danh mục by heading."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Danh mục")
    headings, *items = rows.to_python(skip_empty_area=False)[HEADING_ROW - 1 :]
    return {
        str(heading): [str(item) for item in column if item]
        for heading, column in zip(headings, zip(*items, strict=True), strict=True)
        if heading
    }


def sheet_columns(name: str) -> dict[int, Element]:
    """The settings of each column of a sheet by its 1-based number."""
    return {
        number: column
        for column in sheet(name).iter(f"{MAIN}col")
        for number in range(int(column.get("min", 0)), int(column.get("max", 0)) + 1)
    }


def letter(model: type[Record], column: Column) -> str:
    return column_letter(model.columns().index(column) + 1)


def validations(sheet_name: str) -> dict[str, Element]:
    """The data validations of a sheet by the cells they hold for."""
    found = sheet(sheet_name).iter(f"{MAIN}dataValidation")
    return {each.get("sqref", ""): each for each in found}


def validated_columns() -> Iterator[tuple[str, Column, type[Record], Element | None]]:
    """Where staff type: sheet, column or setting, table, and the validation of the cells."""
    for model in ENTRY_TABLES:
        found = validations(model.sheet)
        for column in model.data_columns():
            if model is SettingRow and column.field == "value":
                continue
            at = letter(model, column)
            yield model.sheet, column, model, found.get(f"{at}{FIRST_ROW}:{at}{LAST_ROW}")
    found = validations(SettingRow.sheet)
    at = letter(SettingRow, SettingRow.column_of("value"))
    for row, item in enumerate(Settings.items().values(), start=FIRST_ROW):
        yield SettingRow.sheet, item, SettingRow, found.get(f"{at}{row}")


# The workbook as a whole


def test_building_twice_gives_the_same_bytes() -> None:
    assert build_register(YEAR, regime("R1")) == built()


def test_the_committed_template_is_what_is_built_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = tmp_path / "fresh.xlsx"
    monkeypatch.setattr("addin.book.build.TEMPLATE", fresh)
    main()
    with zipfile.ZipFile(TEMPLATE) as committed, zipfile.ZipFile(fresh) as new:
        assert committed.namelist() == new.namelist(), "run python -m addin.book.build"
        for name in new.namelist():
            before, after = (
                file.read(name).decode("utf-8").replace("><", ">\n<").splitlines()
                for file in (committed, new)
            )
            differences = list(unified_diff(before, after, "committed", "built", n=1))[:40]
            assert not differences, "\n".join(
                ["run python -m addin.book.build; in part " + name, *differences]
            )


def test_sheets_stand_in_the_order_of_the_layout_and_what_staff_need_not_see_is_hidden() -> None:
    assert [each.name for each in package().sheets] == list(layout.SHEETS)
    hidden = [each.name for each in package().sheets if each.state != "visible"]
    assert hidden == ["Giải trình", "Lần gửi", "Dòng phiếu"]


def test_entry_sheets_can_be_sorted_and_program_sheets_are_guarded_without_a_password() -> None:
    guards = {
        each.name: guard
        for each in package().sheets
        if (guard := sheet(each.name).find(f"{MAIN}sheetProtection")) is not None
    }
    summaries = {"Quý I", "Quý II", "Quý III", "Quý IV", "Cả năm"}
    assert guards.keys() == {*summaries, "Kết quả kiểm tra", "Nhật ký", "Danh mục"}
    assert not [guard for guard in guards.values() if guard.get("password") is not None]
    assert guards["Kết quả kiểm tra"].get("autoFilter") == "0"


def test_the_properties_name_the_paper_and_no_person() -> None:
    properties = {
        element.tag.rpartition("}")[2]: element.text for element in part("docProps/core.xml")
    }
    assert properties["title"] == "Sổ thi đua, khen thưởng cấp xã"
    assert properties["language"] == "vi"
    assert (properties["creator"], properties["lastModifiedBy"]) == ("Thi Đua", "Thi Đua")


def test_the_cover_tells_the_version_and_links_to_every_visible_sheet() -> None:
    place = names()[layout.VERSION_NAME].rpartition("!")[2].replace("$", "")
    assert text("Hướng dẫn", place) == layout.TEMPLATE_VERSION
    links = [each.get("location") for each in sheet("Hướng dẫn").iter(f"{MAIN}hyperlink")]
    wanted = [name for name in layout.SHEETS if name not in {"Hướng dẫn", *layout.HIDDEN_SHEETS}]
    assert sorted(links) == sorted(f"'{name}'!A1" for name in wanted)


def test_no_formula_stands_outside_the_two_formula_columns() -> None:
    for model in ENTRY_TABLES:
        formulas = {
            address.rstrip("0123456789")
            for address, cell in cells(model.sheet).items()
            if cell.find(f"{MAIN}f") is not None
        }
        assert formulas == {"A", "B"}
    entry = {model.sheet for model in ENTRY_TABLES}
    for name in layout.SHEETS.keys() - entry:
        assert not list(sheet(name).iter(f"{MAIN}f")), name


@pytest.mark.slow
@pytest.mark.parametrize(("year", "law"), [(2020, "R1"), (2026, "R3")])
def test_the_workbook_is_valid_open_xml(
    year: int, law: str, tmp_path: Path, ooxml_validator: None
) -> None:
    file = tmp_path / "register.xlsx"
    file.write_bytes(build_register(year, regime(law)))
    assert_valid(file)


# Tables


@every_entry_table
def test_an_entry_table_has_its_records_columns(model: type[Record]) -> None:
    table = package().tables[model.table]
    assert table.sheet == model.sheet
    assert table.headings == tuple(each.heading for each in model.columns())
    assert (table.range.first_row, table.range.first_column) == (HEADING_ROW, 1)
    rows = table.range.last_row - HEADING_ROW
    filled = len(Settings.items() if model is SettingRow else default_cells(model))
    assert rows == filled + (0 if model is SettingRow else layout.prebuilt_rows(model))


@pytest.mark.parametrize("model", PROGRAM_TABLES, ids=lambda m: m.table)
def test_a_program_table_has_its_columns_and_one_empty_row(model: type[Result]) -> None:
    table = package().tables[model.table]
    assert (table.sheet, table.headings) == (
        model.sheet,
        tuple(each.heading for each in model.columns()),
    )
    assert (table.range.first_row, table.range.last_row) == (HEADING_ROW, FIRST_ROW)


def test_the_template_has_no_other_tables() -> None:
    assert package().tables.keys() == {each.table for each in (*ENTRY_TABLES, *PROGRAM_TABLES)}


@every_entry_table
def test_columns_are_as_wide_as_declared(model: type[Record]) -> None:
    found = sheet_columns(model.sheet)
    for place, column in enumerate(model.columns(), start=1):
        assert float(found[place].get("width", 0)) == pytest.approx(column.width + 5 / 8)


@every_entry_table
def test_every_row_has_its_id_its_number_and_its_mark(model: type[Record]) -> None:
    table = package().tables[model.table]
    filled = len(Settings.items() if model is SettingRow else default_cells(model))
    id_column = letter(model, ROW_ID)
    subject = in_brackets(model.subject_column().heading)
    for number, row in enumerate(range(FIRST_ROW, table.range.last_row + 1), start=1):
        assert text(model.sheet, f"{id_column}{row}") == f"{model.prefix}{number:04}"
        check, numbering = cells(model.sheet)[f"A{row}"], cells(model.sheet)[f"B{row}"]
        assert numbering.findtext(f"{MAIN}f") == (
            f'IF({model.table}[[#This Row],[{subject}]]="","",'
            f"ROW()-ROW({model.table}[[#Headers],[STT]]))"
        )
        assert check.findtext(f"{MAIN}f") == (
            f'IFERROR(INDEX(KQ_TomTat,MATCH("{model.table}|"&'
            f'IF({model.table}[[#This Row],[Mã dòng]]="","d"&ROW(),'
            f'{model.table}[[#This Row],[Mã dòng]]),KQ_KhoaDong,0)),"")'
        )
        # Cached: LibreOffice shows what is stored and does not calculate when it opens a file.
        assert (check.get("t"), text(model.sheet, f"A{row}")) == ("str", "")
        assert text(model.sheet, f"B{row}") == (str(number) if number <= filled else "")


@every_entry_table
def test_the_formulas_are_the_tables_own_so_that_new_rows_get_them(model: type[Record]) -> None:
    columns = part(package().tables[model.table].part).iter(f"{MAIN}tableColumn")
    formulas = {
        each.get("name"): each.findtext(f"{MAIN}calculatedColumnFormula") for each in columns
    }
    calculated = {name for name, formula in formulas.items() if formula}
    assert calculated == {CHECK.heading, NUMBERING.heading}


def test_the_name_of_a_group_stays_in_sight_when_columns_are_folded_away() -> None:
    columns = Nomination.columns()
    named = {
        name: column
        for column in columns
        if (name := text("Đề nghị", f"{letter(Nomination, column)}{layout.BAND_ROW}"))
    }
    groups = dict.fromkeys(column.group.upper() for column in columns if column.group)
    assert list(named) == list(groups)
    printed = {column.group.upper() for column in columns if column.group and column.printed}
    assert {name for name, column in named.items() if column.printed} == printed


def test_only_tables_without_an_order_of_their_own_offer_to_sort() -> None:
    unsorted = [each.name for each in package().tables.values() if not each.autofilter]
    assert unsorted == ["tblThongTin", "tblKeHoach", "tblNoiDung"]


def test_the_settings_are_exactly_those_of_the_year() -> None:
    items = Settings.items()
    rows = range(FIRST_ROW, FIRST_ROW + len(items))
    assert [text("Thông tin", f"C{row}") for row in rows] == list(items)
    preset = {"year": str(YEAR), **PRESETS}
    values = [preset.get(item.field, "") for item in items.values()]
    assert [text("Thông tin", f"D{row}") for row in rows] == values
    required = [
        item
        for item, row in zip(items, rows, strict=True)
        if text("Thông tin", f"E{row}")[:1] == "*"
    ]
    assert required == [name for name, item in items.items() if item.required]


@pytest.mark.parametrize("model", [*ENTRY_TABLES, Result], ids=lambda m: m.table)
def test_no_heading_breaks_a_key_or_a_reference(model: type[Record]) -> None:
    # MATCH takes * ? ~ for wildcards, "|" parts the keys.
    assert not [each for each in model.columns() if re.search(r"[*?~|]", each.heading)]


@pytest.mark.parametrize(
    ("heading", "written"),
    [
        ("Họ và tên / Tên tập thể", "Họ và tên / Tên tập thể"),
        ("Vắng (lý do)", "Vắng (lý do)"),
        ("Số [lượt] #1", "Số '[lượt'] '#1"),
        ("Đ'ơn", "Đ''ơn"),
    ],
)
def test_signs_that_mean_something_in_references_are_escaped(heading: str, written: str) -> None:
    assert in_brackets(heading) == written


# Lists, limits, messages


def test_every_list_that_a_column_uses_has_a_heading_and_a_name() -> None:
    used = {column.choices for _, column, _, _ in validated_columns() if column.choices}
    assert used == set(HEADINGS)
    for choices in used - {Title, Form}:
        [name] = {
            source(column, model)
            for _, column, model, _ in validated_columns()
            if column.choices is choices
        }
        assert listed(name) == [str(each) for each in choices]


@pytest.mark.parametrize(
    ("year", "law", "title", "form"),
    [
        (2020, {"R1"}, Title.CULTURAL_RESIDENTIAL_AREA, Form.DISTRICT_CERTIFICATE),
        (2024, {"R2"}, Title.EXEMPLARY_COMMUNE, Form.DISTRICT_CERTIFICATE),
        (2025, {"R2", "R3"}, Title.EXEMPLARY_COMMUNE_2025, Form.DISTRICT_CERTIFICATE),
        (2026, {"R3", "R4"}, Title.EXEMPLARY_COMMUNE_2025, Form.COMMUNE_CERTIFICATE),
    ],
)
def test_titles_and_forms_are_those_of_the_law_within_the_year(
    year: int, law: set[str], title: Title, form: Form
) -> None:
    lists = lists_in(build_register(year, regime_on(date(year, 1, 1))))
    titles = frozenset[Title]().union(*(regime(each).titles for each in law))
    forms = frozenset[Form]().union(*(regime(each).forms for each in law))
    assert lists["Danh hiệu"] == [each for each in Title if each in titles]
    assert lists["Hình thức khen thưởng"] == [each for each in Form if each in forms]
    assert title in lists["Danh hiệu"]
    assert form in lists["Hình thức khen thưởng"]


def test_awards_of_earlier_years_are_not_limited_by_the_law_of_this_year() -> None:
    assert listed(source(PastAward.column_of("title"), PastAward)) == list(Title)
    assert listed(source(PastAward.column_of("form"), PastAward)) == list(Form)


def test_a_list_is_offered_wherever_one_is_declared() -> None:
    for place, column, model, rule in validated_columns():
        wanted = source(column, model)
        if not wanted:
            assert rule is None or rule.get("type") != "list", (place, column.heading)
            continue
        assert rule is not None, (place, column.heading)
        assert (rule.get("type"), rule.findtext(f"{MAIN}formula1")) == ("list", wanted)
        assert wanted in names()
        assert (rule.get("allowBlank") is None) == column.required, (place, column.heading)
        assert (rule.get("showErrorMessage") is None) == column.free_text, (place, column.heading)


def test_names_in_other_tables_are_offered_up_to_the_last_one() -> None:
    unit, paper = Registration.column_of("unit"), Recipient.column_of("paper")
    assert (source(unit), source(paper)) == ("DS_DonVi", "DS_VanBan")
    assert names()["DS_DonVi"].startswith(
        "INDEX(tblDonVi[Tên đơn vị],1):INDEX(tblDonVi[Tên đơn vị],MAX(1,"
    )


@pytest.mark.parametrize(
    ("heading", "kind", "operator", "limits"),
    [
        ("Ngày đăng ký", "date", "", ("1", "73415")),
        ("Ngày sinh", "", "", None),
        ("Số người", "whole", "greaterThanOrEqual", ("0", None)),
        ("Năm thành tích", "whole", "", ("1900", "2100")),
        ("Cấp", "whole", "", ("1", "5")),
        ("Tiền thưởng", "decimal", "greaterThanOrEqual", ("0", None)),
        ("Tỷ lệ phiếu tối thiểu", "decimal", "", ("0", "1")),
        ("Chức vụ", "", "", None),
    ],
)
def test_dates_and_numbers_are_held_to_their_limits(
    heading: str, kind: str, operator: str, limits: tuple[str, str | None] | None
) -> None:
    rules = [rule for _, column, _, rule in validated_columns() if column.heading == heading]
    assert rules
    for rule in rules:
        if rule is None:
            assert limits is None
            continue
        found = tuple(rule.findtext(f"{MAIN}formula{i}") for i in (1, 2))
        assert (rule.get("type", ""), rule.get("operator", "")) == (kind, operator)
        assert found == (limits or (None, None))


def test_hints_are_shown_beside_the_cell_and_fit_in_excels_message() -> None:
    for place, column, _, rule in validated_columns():
        assert len(column.hint) <= 255
        if column.hint:
            assert rule is not None, (place, column.heading)
            assert rule.get("prompt") == column.hint
            assert len(rule.get("promptTitle", "")) <= 32


def test_a_refusal_says_what_to_do() -> None:
    for place, column, _, rule in validated_columns():
        if rule is not None and rule.get("type") and not column.free_text:
            assert rule.get("error", "").endswith((".", ").")), (place, column.heading)


@every_entry_table
def test_what_staff_type_keeps_its_form(model: type[Record]) -> None:
    formats = {
        **dict.fromkeys((Kind.TEXT, Kind.PROSE, Kind.CHOICE), "@"),
        Kind.DATE: "dd/mm/yyyy",
        Kind.BIRTH_DATE: "[>2100]dd/mm/yyyy;0",
        Kind.INTEGER: "0",
        Kind.NUMBER: "[<1000]General;#,##0",
    }
    for column in model.data_columns():
        if model is SettingRow and column.field == "value":
            continue
        found = number_format(model.sheet, f"{letter(model, column)}{FIRST_ROW}")
        assert found == formats[column.kind], column.heading


def test_each_setting_has_the_form_of_its_kind() -> None:
    rows = {name: row for row, name in enumerate(Settings.items(), start=FIRST_ROW)}
    for name, form in [
        ("Mã đơn vị hành chính", "@"),
        ("Hạn đăng ký", "dd/mm/yyyy"),
        ("Tỷ lệ lao động trực tiếp", "0.##%"),
        ("Năm", "0"),
    ]:
        assert number_format("Thông tin", f"D{rows[name]}") == form


# Marks


@every_entry_table
def test_marks_reach_every_cell_that_staff_fill(model: type[Record]) -> None:
    marks = {
        each.get("sqref"): [rule.findtext(f"{MAIN}formula") for rule in each]
        for each in sheet(model.sheet).iter(f"{MAIN}conditionalFormatting")
    }
    first, last = letter(model, model.data_columns()[0]), letter(model, model.data_columns()[-1])
    ids = letter(model, ROW_ID)
    key = f'MATCH("{model.table}|"&IF(${ids}5="","d"&ROW(),${ids}5)&"|"&{first}$4,KQ_KhoaO,0)'
    assert marks == {
        f"{first}{FIRST_ROW}:{last}{LAST_ROW}": [
            f'IFERROR(NOT(EXACT(INDEX(KQ_GiaTri,{key})&"",{first}5&"")),FALSE)',
            f'IFERROR(INDEX(KQ_Muc,{key})="Lỗi",FALSE)',
            f'IFERROR(INDEX(KQ_Muc,{key})="Cần giải trình",FALSE)',
            f'IFERROR(INDEX(KQ_Muc,{key})="Lưu ý",FALSE)',
        ],
        f"A{FIRST_ROW}:A{LAST_ROW}": [
            'LEFT($A5,3)="Lỗi"',
            'LEFT($A5,14)="Cần giải trình"',
            'LEFT($A5,5)="Lưu ý"',
        ],
    }


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("KQ_TomTat", "Tóm tắt"),
        ("KQ_KhoaDong", "Khóa dòng"),
        ("KQ_Muc", "Mức"),
        ("KQ_KhoaO", "Khóa ô"),
        ("KQ_GiaTri", "Giá trị"),
    ],
)
def test_marks_find_findings_by_name(name: str, heading: str) -> None:
    assert names()[name] == f"tblKetQua[{heading}]"
    assert heading in package().tables["tblKetQua"].headings


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(shade: Shade) -> float:
    light, dark = sorted((luminance(shade.fill), luminance(shade.ink)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    "shade",
    [
        *layout.MARKS.values(),
        layout.STALE,
        layout.HEADINGS,
        layout.OPEN_CELL,
        *(shade for band in layout.BANDS for shade in band),
        *(Shade("#FFFFFF", i) for i in (layout.TITLE_INK, layout.QUIET_INK, layout.LINK_INK)),
    ],
    ids=lambda shade: f"{shade.ink} on {shade.fill}",
)
def test_text_can_be_read_on_its_background(shade: Shade) -> None:
    assert contrast(shade) >= 4.5


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast(Shade("#FFFFFF", "#000000")) == pytest.approx(21)


# The program's own sheets


def test_the_palette_has_a_cell_for_every_role() -> None:
    reference = names()[layout.PALETTE_NAME].rpartition("!")[2].replace("$", "")
    column = reference.rstrip("0123456789").rpartition(":")[2]
    first = FIRST_ROW + layout.LONGEST_LIST
    rows = range(first, first + len(Style))
    assert reference == f"{column}{rows[0]}:{column}{rows[-1]}"
    assert [text("Danh mục", f"{column}{row}") for row in rows] == [str(role) for role in Style]
    hidden = {int(each.get("r", 0)) for each in sheet("Danh mục").iter(f"{MAIN}row")
              if each.get("hidden") == "1"}  # fmt: skip
    assert hidden == set(rows)


def test_unfilled_sheets_say_so_in_words() -> None:
    assert text("Kết quả kiểm tra", "A2").startswith("Chưa kiểm tra. Bấm Kiểm tra")
    for name in layout.SUMMARY_SHEETS:
        assert text(name, "A2").startswith("Chưa tổng hợp. Bấm Tổng hợp")


def test_what_is_for_the_program_alone_is_out_of_sight() -> None:
    columns = sheet_columns("Kết quả kiểm tra")
    hidden = {place for place, column in columns.items() if column.get("hidden") == "1"}
    assert hidden == {place for place, each in enumerate(Result.columns(), 1) if each.hidden}


def test_every_summary_sheet_has_a_chart_over_its_fixed_block() -> None:
    charts = [name for name in package().part_names if re.search(r"charts/chart\d+\.xml", name)]
    assert len(charts) == len(layout.SUMMARY_SHEETS)
    for number, name in enumerate(layout.SUMMARY_SHEETS, start=1):
        chart = package().read(f"xl/charts/chart{number}.xml").decode("utf-8")
        read = re.findall(r"<c:f>'?(.*?)'?!\$(\w+)\$(\d+)(?::\$(\w+)\$(\d+))?</c:f>", chart)
        assert {sheet_name for sheet_name, *_ in read} == {name}
        assert [(f"{a}{b}", f"{c}{d}") for _, a, b, c, d in read[:3]] == [
            ("B8", ""),
            ("A9", "A11"),
            ("B9", "B11"),
        ]
        assert [text(name, f"A{row}") for row in (9, 10, 11)] == [
            "Cá nhân",
            "Tập thể",
            "Hộ gia đình",
        ]


# Paper


def local_names(name: str) -> dict[str, str]:
    return {each.sheet or "": each.value for each in package().defined_names if each.name == name}


def test_every_sheet_prints_on_a4_and_repeats_its_headings() -> None:
    for each in package().sheets:
        setup = sheet(each.name).find(f"{MAIN}pageSetup")
        assert setup is not None
        portrait = each.name == "Hướng dẫn"
        assert (setup.get("paperSize"), setup.get("orientation")) == (
            "9",
            "portrait" if portrait else "landscape",
        )
    repeated = local_names("_xlnm.Print_Titles")
    assert repeated["Đơn vị"] == "'Đơn vị'!$4:$4"
    assert repeated["Đăng ký"] == "'Đăng ký'!$B:$C,'Đăng ký'!$4:$4"
    # A table of a summary sheet stands on one page, so there is nothing to repeat.
    assert repeated.keys() == layout.SHEETS.keys() - {"Hướng dẫn", *layout.SUMMARY_SHEETS}


def test_entry_sheets_print_what_staff_filled_and_danh_muc_its_lists_alone() -> None:
    areas = local_names("_xlnm.Print_Area")
    assert areas.keys() == {*(model.sheet for model in ENTRY_TABLES), "Danh mục"}
    assert areas[Unit.sheet] == "'Đơn vị'!$B:$J"
    lists = lists_in(built())
    last = FIRST_ROW + max(map(len, lists.values())) - 1
    assert areas["Danh mục"] == f"'Danh mục'!$A$1:${column_letter(len(lists))}${last}"


@every_entry_table
def test_what_a_wide_table_does_not_print_can_be_folded_away(model: type[Record]) -> None:
    columns = sheet_columns(model.sheet)
    folds = {place for place, column in columns.items() if column.get("outlineLevel") == "1"}
    spared = {
        place
        for place, column in enumerate(model.columns(), start=1)
        if model.wide and column in model.data_columns() and not column.printed
    }
    assert folds == spared
    printed = [column for column in model.columns() if column.printed]
    assert len(printed) <= 12, "too many columns for a page"


def test_bytes_open_as_a_plain_zip_with_fixed_dates() -> None:
    with zipfile.ZipFile(io.BytesIO(built())) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
