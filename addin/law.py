"""The law in use: a commune's own corrections found at start, and what is in force in words.

The corrections lie in a folder of the person's own or of the whole machine, never in a workbook:
what a stranger mails must not change the law.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from addin.folders import config_folder
from addin.refusal import Refusal

if TYPE_CHECKING:
    from validators.regimes import Provision, Regime

VARIABLE = "THIDUA_LAW"
"""The environment variable that names the folder of corrections."""


def own_folder() -> Path:
    """Where the corrections lie when neither an option nor the variable names a folder."""
    return config_folder() / "luat"


def use_local_law(folder: Path | None) -> None:
    """Lay the commune's corrections over the law; without a folder those of `own_folder`, if any.

    Refusal where the folder that was named has none; LawFileError where they are wrong.
    """
    from validators.regimes import Corrections, load_corrections, use_corrections
    from validators.regimes.corrections import FILE

    place = folder or own_folder()
    there = (place / FILE).is_file()
    if folder and not there:
        raise Refusal(f"Thư mục {folder} không có tệp {FILE}; kiểm tra lại --law hoặc {VARIABLE}.")
    use_corrections(load_corrections(place) if there else Corrections())


def in_force(name: str) -> Iterator[str]:
    """What a regime demands, in lines for a person: since when, how certain, by which rule.

    Refusal if there is no such regime.
    """
    from validators.regimes import index, regime

    known = [each.id for each in index()]
    if name not in known:
        raise Refusal(f"Không có thời kỳ “{name}”; các thời kỳ là: {', '.join(known)}.")
    law = regime(name)
    yield f"{law.id}: {law.name}"
    yield _period(law.start, law.end)
    yield _how_known(law)
    rules = _rules_by_provision()
    for each in law.provisions.values():
        yield ""
        yield f"{each.id}  {each.severity.label:<15} {each.text}"
        yield f"     Căn cứ: {each.basis}. Độ chắc chắn: {_certainty(each)}."
        if each.start and each.start > law.start:
            yield f"     Có hiệu lực từ ngày {each.start:%d/%m/%Y}."
        if codes := rules.get(each.id):
            yield f"     Quy tắc: {', '.join(codes)}."
    yield ""
    yield from _wages(law)


def _period(start: date, end: date | None) -> str:
    until = f" đến hết ngày {end:%d/%m/%Y}" if end else ""
    return f"Có hiệu lực từ ngày {start:%d/%m/%Y}{until}."


def _how_known(law: Regime) -> str:
    if law.confirmation:
        return f"Đã xác nhận: {law.confirmation}."
    if law.confirmed:
        return "Mức của từng quy tắc theo độ chắc chắn của điều khoản."
    return (
        "Chưa xác nhận: chương trình chưa có văn bản chính thức của luật này để đối chiếu nên chỉ "
        "hỏi, không chặn. Khi cơ quan có thẩm quyền đã đối chiếu thì ghi xac_nhan vào tệp luật của "
        "địa phương (xem docs/local_law.md)."
    )


def _certainty(provision: Provision) -> str:
    corrected = "số liệu do địa phương sửa; " if provision.corrected else ""
    if provision.confirmation:
        return f"{corrected}{provision.confirmation}"
    unseen = "" if provision.confirmed else "chưa xác nhận với luật mới; "
    return f"{corrected}{unseen}{provision.certainty.label}"


def _rules_by_provision() -> dict[str, list[str]]:
    from validators.rules import all_rules

    codes: dict[str, list[str]] = {}
    for each in all_rules():
        for key in each.rule.law:
            codes.setdefault(key, []).append(each.rule.code)
    return codes


def _wages(law: Regime) -> Iterator[str]:
    """The base wages by which a decision of the regime's time can be paid."""
    from validators.regimes import base_wages

    wages = base_wages()
    ends = [each.start for each in wages[1:]]
    yield "Lương cơ sở:"
    for wage, end in zip(wages, [*ends, date.max], strict=True):
        if end > law.start and (law.end is None or wage.start <= law.end):
            amount = f"{wage.amount:,}".replace(",", ".")
            yield (
                f"     {amount} đ từ ngày {wage.start:%d/%m/%Y}. Căn cứ: {wage.basis}. "
                f"Độ chắc chắn: {wage.certainty.label}."
            )
