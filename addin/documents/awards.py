"""Who is given what, in the words of papers: counts with their nouns, awards, names, reasons."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from addin.documents.wording import joined
from validators.catalogue import (
    CommendationKind,
    CommuneKind,
    Form,
    ObjectKind,
    Salutation,
    Sex,
    Title,
)
from validators.records import Nomination, Registration
from validators.text import match_key

NOUNS: Final = {
    ObjectKind.INDIVIDUAL: "cá nhân",
    ObjectKind.COLLECTIVE: "tập thể",
    ObjectKind.HOUSEHOLD: "hộ gia đình",
}
OTHERS: Final = "trường hợp khác"
CERTIFICATE: Final = "Giấy khen"
NBSP: Final = "\u00a0"
Object = Registration | Nomination


def unbroken(name: str) -> str:
    """The name with spaces at which no line breaks."""
    return re.sub(r"\s+", NBSP, name.strip())


def awards_of(row: Object) -> list[Title | Form]:
    """What a row asks for: a title, a form of commendation, or both."""
    return [each for each in (row.title, row.form) if each]


def of_kind(rows: Iterable[Nomination], kind: ObjectKind) -> list[Nomination]:
    """The rows about one kind of object."""
    return [row for row in rows if row.object_kind is kind]


def address(row: Object) -> str:
    """How a person or household is addressed ("Ông"); "" for a collective."""
    if row.salutation:
        return row.salutation
    if row.object_kind is ObjectKind.HOUSEHOLD:
        return "Gia đình ông (bà)"
    if row.object_kind is ObjectKind.INDIVIDUAL:
        by_sex = {Sex.MALE: str(Salutation.MR), Sex.FEMALE: str(Salutation.MRS)}
        return by_sex[row.sex] if row.sex else "Ông (bà)"
    return ""


def full_name(row: Object) -> str:
    """The name with its address: "Ông Lý Minh Hải"; never broken, save a collective's."""
    name = row.name or ""
    if row.object_kind is ObjectKind.COLLECTIVE:
        return name
    addressed = address(row)
    # Somebody may have typed it in the name's cell as well.
    if name.casefold().startswith(f"{addressed} ".casefold()):
        return unbroken(name)
    return unbroken(f"{addressed} {name}")


def office(row: Object) -> str:
    """Position and unit: "Giáo viên, Trường Mầm non Lam Vỹ"; one of them where the other lacks."""
    unit, said = row.unit or "", row.position or ""
    if row.object_kind is ObjectKind.COLLECTIVE:
        said = row.name or ""
    # "Công chức Văn phòng - Thống kê" says already where.
    if match_key(unit) in match_key(said):
        unit = ""
    return ", ".join(each for each in (row.position, unit) if each)


def by_noun(rows: Sequence[Nomination]) -> dict[str, list[Nomination]]:
    """The rows by the noun of their kind, without empty kinds; those of no kind come last.

    A missing kind is a finding; nobody is left out of a paper for it.
    """
    nouns = {noun: of_kind(rows, kind) for kind, noun in NOUNS.items()}
    nouns[OTHERS] = [row for row in rows if row.object_kind is None]
    return {noun: members for noun, members in nouns.items() if members}


def counted_objects(rows: Sequence[Nomination]) -> str:
    """ "20 cá nhân, 02 tập thể và 03 hộ gia đình", without empty kinds; who is alone is named."""
    return described(rows[0]) if len(rows) == 1 else _counted(rows)


def described(row: Nomination) -> str:
    """One who is awarded, within a sentence: "ông Mông Quang Hải, Nông dân, Xóm 1"."""
    name = full_name(row)
    if row.object_kind is not ObjectKind.COLLECTIVE and address(row):
        name = name[:1].lower() + name[1:]
    return ", ".join(each for each in (name, office(row)) if each)


def award_name(award: Title | Form) -> str:
    """A title in quotation marks; a form in full words, the commune's own without whose it is."""
    if isinstance(award, Title):
        return f"danh hiệu “{award}”"
    # The list calls it "… UBND xã", whatever kind of commune it is.
    if award is Form.COMMUNE_CERTIFICATE:
        return CERTIFICATE
    return str(award).replace("UBND", "Ủy ban nhân dân")


def listed_name(award: Title | Form, commune: CommuneKind | None) -> str:
    """An award in a report's tables: the list's own words, with whose certificate it is."""
    if award is Form.COMMUNE_CERTIFICATE and commune:
        return str(award).replace("UBND xã", f"UBND {commune}")
    return str(award)


def year_of(rows: Sequence[Nomination], register_year: int) -> int:
    """The year that the rows are nominated for; the register's where they do not agree."""
    years = {row.year for row in rows}
    (year,) = years if len(years) == 1 else (None,)
    return year or register_year


def award_words(rows: Sequence[Nomination], register_year: int) -> str:
    """What the rows are given, together: one award by its name, several by their kind."""
    year = year_of(rows, register_year)
    awards = list(dict.fromkeys(award for row in rows for award in awards_of(row)))
    if len(awards) == 1:
        (award,) = awards
        named = award_name(award)
        return f"{named} năm {year}" if isinstance(award, Title) else named
    words = []
    if any(isinstance(each, Title) for each in awards):
        words.append("danh hiệu thi đua")
    if any(isinstance(each, Form) for each in awards):
        words.append("hình thức khen thưởng")
    return f"{', '.join(words)} năm {year}"


def common_reason(rows: Sequence[Nomination], register_year: int) -> str:
    """Why the rows are commended, where it is one reason; "" for titles, which say it."""
    if any(row.title for row in rows):
        return ""
    movements = {row.movement for row in rows}
    if len(movements) == 1 and (movement := movements.pop()):
        return f" đã có thành tích trong phong trào thi đua “{movement.strip('“”')}”"
    if all(row.commendation_kind is CommendationKind.EXTRAORDINARY for row in rows):
        return " đã có thành tích đột xuất"
    by_merit = all(row.commendation_kind is CommendationKind.MERIT for row in rows)
    return f" đã có {years_achievement(year_of(rows, register_year), by_merit=by_merit)}"


def years_achievement(year: int, *, by_merit: bool) -> str:
    """What a form is given for where no more is told.

    Merit is not called a movement's: what a movement is commended for is no base for one by merit
    (provision X14).
    """
    where = "thực hiện nhiệm vụ" if by_merit else "phong trào thi đua"
    return f"thành tích trong {where} năm {year}"


def counts_by_award(rows: Sequence[Nomination]) -> list[str]:
    """A line an award: "Danh hiệu “Lao động tiên tiến”: 20 cá nhân"."""
    lines = []
    for award in (*Title, *Form):
        given = [row for row in rows if award in awards_of(row)]
        if given:
            name = award_name(award)
            lines.append(f"- {name[:1].upper()}{name[1:]}: {_counted(given)}.")
    return lines


def _counted(rows: Sequence[Nomination]) -> str:
    return joined([f"{len(members):02d} {noun}" for noun, members in by_noun(rows).items()])
