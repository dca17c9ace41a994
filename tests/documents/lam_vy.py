"""The outline of the real plan of xã Lam Vỹ, put into a register's tables as a clerk would."""

import json
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from tests.support.fixtures import Row, Sketch

Outline = dict[str, Any]


def outline(shared: Path) -> Outline:
    """The outline that a person reads in the plan."""
    text = (shared / "lam-vy-2020/ke-hoach.expected.json").read_text("utf-8")
    return dict(json.loads(text))


def text_lines(path: Path) -> list[str]:
    """Every filled line of a document in reading order, typed line breaks as line ends."""
    lines: list[str] = []
    for paragraph in docx.Document(str(path)).element.body.iter(qn("w:p")):
        text = ""
        for piece in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
            if piece.tag == qn("w:t"):
                text += piece.text or ""
            elif piece.getparent().tag == qn("w:r"):
                text += "\n" if piece.tag == qn("w:br") else "\t"
        lines += text.split("\n")
    return [line for line in lines if line.strip()]


def from_kind_on(lines: list[str]) -> list[str]:
    """The lines from KẾ HOẠCH to the last."""
    return lines[lines.index("KẾ HOẠCH") :]


def register_sketch(plan: Outline) -> Sketch:
    """Every paragraph a row of Kế hoạch, marks, recipients and signing lines typed."""
    signing = plan["signature"]
    sketch = Sketch()
    sketch.rows["Kế hoạch"] = [
        {"Phần": "Mở đầu", "Nội dung": plan["opening"]},
        *(_body_row(item) for item in plan["body"]),
        {"Phần": "Kết luận", "Nội dung": plan["closing"]},
    ]
    sketch.rows["Văn bản"] = [
        {
            "Mã văn bản": "KH2020",
            "Loại văn bản": "Kế hoạch",
            "Trích yếu": plan["title"],
            "Cơ quan ban hành": "Hội đồng Thi đua - Khen thưởng",
            "Dòng ký 1": signing["lines"][0],
            "Dòng ký 2": signing["lines"][1],
            "Dòng ký 3": signing["lines"][2],
            "Người ký": signing["name"],
        }
    ]
    sketch.rows["Nơi nhận"] = [{"Nơi nhận": each} for each in plan["recipients"]]
    return sketch


def _body_row(item: dict[str, Any]) -> Row:
    return {
        "Phần": "Nội dung",
        "Cấp": str(item["level"]),
        "Ký hiệu": item["marker"],
        "Nội dung": item["text"],
        "In đậm": "Có" if item["bold"] else "",
    }


def with_blocks(plan: Outline) -> Sketch:
    """The calendar and the assignments from their own tables, marks left to the program.

    Only the mark behind the gap in part II is typed.
    """
    sketch = register_sketch(plan)
    rows: list[Row] = []
    part = ""
    for row in sketch.rows["Kế hoạch"]:
        part = row["Ký hiệu"] if row.get("Cấp") == "1" else part
        row["Ký hiệu"] = "11." if row.get("Ký hiệu") == "11." else ""
        if row["Phần"] == "Nội dung" and row["Cấp"] != "1" and part in {"III.", "IV."}:
            continue
        rows.append(row)
        if row.get("Cấp") == "1" and part in {"III.", "IV."}:
            block = "{Tiến độ}" if part == "III." else "{Phân công}"
            rows.append({"Phần": "Nội dung", "Nội dung": block})
    sketch.rows["Kế hoạch"] = rows
    sketch.rows["Tiến độ"] = _calendar(plan)
    sketch.rows["Phân công"] = _assignments(plan)
    return sketch


def _calendar(plan: Outline) -> list[Row]:
    rows: list[Row] = []
    quarter = ""
    for item in _part(plan, "III."):
        if item["level"] == 2:
            quarter = item["text"].removeprefix("Quý ").removesuffix("/2020")
        else:
            rows.append({"Quý": quarter, "Công việc": item["text"]})
    return rows


def _assignments(plan: Outline) -> list[Row]:
    """Each sentence cut before its verb."""
    verbs = ("phụ trách", "thực hiện", "căn cứ")
    rows: list[Row] = []
    for item in _part(plan, "IV."):
        cut = min(place for verb in verbs if (place := item["text"].find(f" {verb} ")) > 0)
        rows.append({"Bộ phận": item["text"][:cut], "Nhiệm vụ": item["text"][cut + 1 :]})
    return rows


def _part(plan: Outline, marker: str) -> list[dict[str, Any]]:
    found, inside = [], False
    for item in plan["body"]:
        if item["level"] == 1:
            inside = item["marker"] == marker
        elif inside:
            found.append(item)
    return found
