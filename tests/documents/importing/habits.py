"""Old plans in the habits of offices, each with the rows that a person reads in it.

Expected rows stand as lines `Phần | Cấp | Ký hiệu | Nội dung`, with `đậm` behind a bold one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.old_plans import (
    OUTLINE,
    deleted,
    inserted,
    level,
    num,
    numbering,
    p,
    run,
    smart_tag,
    style,
    styles,
    table,
    to_tcvn3,
    to_tcvn3_capitals,
    to_vni,
    write_docx,
)

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
HEADER = table(
    ["UBND XÃ LAM VỸ", NATION],
    [["HỘI ĐỒNG", "THI ĐUA - KHEN THƯỞNG"], MOTTO],
    ["Số: 05/KH-HĐTĐKT", "Lam Vỹ, ngày 05 tháng 02 năm 2020"],
)
TITLE = (
    p("KẾ HOẠCH", centred=True, bold=True),
    p("Tổ chức phong trào thi đua xã Lam Vỹ năm 2020", centred=True, bold=True),
)
OPENING = p("Hội đồng xã Lam Vỹ xây dựng kế hoạch như sau:")
BODY = (p("I. MỤC ĐÍCH", bold=True), p("1. Động viên phong trào."))
CLOSING = p("Trên đây là kế hoạch của xã Lam Vỹ.")
SIGNING = table(
    [
        ["Nơi nhận:", "- UBND huyện;", "- 10 xóm;", "- Lưu: VP."],
        ["TM. HỘI ĐỒNG", "CHỦ TỊCH", "CHỦ TỊCH UBND", "Nguyễn Văn Mẫu"],
    ]
)

OPENED = "Mở đầu | | | Hội đồng xã Lam Vỹ xây dựng kế hoạch như sau:"
CONTENT = ("Nội dung | 1 | I. | MỤC ĐÍCH | đậm", "Nội dung | 2 | 1. | Động viên phong trào.")
CLOSED = "Kết luận | | | Trên đây là kế hoạch của xã Lam Vỹ."


@dataclass
class Habit:
    """A document: its parts from the top, and the rows of the outline expected of it."""

    name: str
    body: Sequence[str]
    rows: Sequence[str]
    header: Sequence[str] = (HEADER,)
    title: Sequence[str] = TITLE
    opening: Sequence[str] = (OPENING,)
    opened: Sequence[str] = (OPENED,)
    closing: Sequence[str] = (CLOSING,)
    closed: Sequence[str] = (CLOSED,)
    signing: Sequence[str] = (SIGNING,)
    before: Sequence[str] = ()
    after: Sequence[str] = ()
    numbering_part: str = ""
    styles_part: str = ""
    others: dict[str, str] = field(default_factory=dict)
    number: str = "05/KH-HĐTĐKT"
    issued: str = "2020-02-05"
    subject: str = "Tổ chức phong trào thi đua xã Lam Vỹ năm 2020"
    recipients: Sequence[str] = ("UBND huyện;", "10 xóm;", "Lưu: VP.")
    signature: Sequence[str] = ("TM. HỘI ĐỒNG", "CHỦ TỊCH", "CHỦ TỊCH UBND", "Nguyễn Văn Mẫu")

    def __str__(self) -> str:
        return self.name

    @property
    def expected(self) -> list[str]:
        """The rows of the whole outline."""
        rows = (*self.before, *self.opened, *self.rows, *self.closed, *self.after)
        return [" | ".join(part.strip() for part in row.split("|")) for row in rows]

    def write(self, folder: Path) -> Path:
        """The document as a file."""
        parts = (self.header, self.title, self.opening, self.body, self.closing, self.signing)
        return write_docx(
            folder / "cu.docx",
            [each for part in parts for each in part],
            numbering_part=self.numbering_part,
            styles_part=self.styles_part,
            **self.others,
        )


def everywhere(change: Callable[[str], str]) -> dict[str, Sequence[str]]:
    """All parts of an ordinary document, changed in some way."""
    parts = {
        "header": (HEADER,),
        "title": TITLE,
        "opening": (OPENING,),
        "body": BODY,
        "closing": (CLOSING,),
        "signing": (SIGNING,),
    }
    return {name: [change(each) for each in content] for name, content in parts.items()}


def in_old_font(encode: Callable[[str], str], content: str, font: str, **look: bool) -> str:
    """A paragraph in an old font."""
    return p(run(encode(content), font=font), **look)


def _typed_marks() -> Habit:
    return Habit(
        "typed marks with slashes",
        [p("I/. MỤC ĐÍCH", bold=True), p("1/. Một."), p("2/. Hai."), p("II/. NỘI DUNG", bold=True)],
        [
            "Nội dung | 1 | I/. | MỤC ĐÍCH | đậm",
            "Nội dung | 2 | 1/. | Một.",
            "Nội dung | 2 | 2/. | Hai.",
            "Nội dung | 1 | II/. | NỘI DUNG | đậm",
        ],
    )


def _nested_figures() -> Habit:
    return Habit(
        "1.1 without a dot",
        [p("1. MỤC ĐÍCH", bold=True), p("1.1 Một một"), p("1.2 Một hai"), p("1.2.1. Sâu")],
        [
            "Nội dung | 1 | 1. | MỤC ĐÍCH | đậm",
            "Nội dung | 2 | 1.1 | Một một",
            "Nội dung | 2 | 1.2 | Một hai",
            "Nội dung | 3 | 1.2.1. | Sâu",
        ],
    )


def _letters() -> Habit:
    letters = "abcdđeg"
    return Habit(
        "Vietnamese letters",
        [p("1. Gồm:"), *(p(f"{each}) Điểm {each};") for each in letters), p("2.Hai")],
        [
            "Nội dung | 1 | 1. | Gồm:",
            *(f"Nội dung | 2 | {each}) | Điểm {each};" for each in letters),
            "Nội dung | 1 | 2. | Hai",
        ],
    )


def _dashes() -> Habit:
    return Habit(
        "all kinds of dashes",
        [
            p("I. VIỆC", bold=True),
            p("- Gạch"),
            p("-Sát chữ"),
            p("– Gạch dài"),
            p("+ Cộng"),
            p("* Sao"),
            p("• Chấm"),
            p("- Trở lại"),
        ],
        [
            "Nội dung | 1 | I. | VIỆC | đậm",
            "Nội dung | 2 | - | Gạch",
            "Nội dung | 2 | - | Sát chữ",
            "Nội dung | 2 | – | Gạch dài",
            "Nội dung | 3 | + | Cộng",
            "Nội dung | 4 | * | Sao",
            "Nội dung | 5 | • | Chấm",
            "Nội dung | 2 | - | Trở lại",
        ],
    )


def _gaps() -> Habit:
    return Habit(
        "restarts and gaps",
        [
            p("I. MỘT", bold=True), p("9. Chín"), p("11. Mười một"), p("1. Lại một"),
            p("III. BA", bold=True), p("5. Năm"),
        ],
        [
            "Nội dung | 1 | I. | MỘT | đậm",
            "Nội dung | 2 | 9. | Chín",
            "Nội dung | 2 | 11. | Mười một",
            "Nội dung | 2 | 1. | Lại một",
            "Nội dung | 1 | III. | BA | đậm",
            "Nội dung | 2 | 5. | Năm",
        ],
    )  # fmt: skip


def _automatic() -> Habit:
    return Habit(
        "an automatic multilevel list",
        [
            p("MỘT", bold=True, item=(1, 0)), p("a", item=(1, 1)), p("b", item=(1, 1)),
            *(p(f"điểm {n}", item=(1, 2)) for n in range(5)), p("gạch", item=(1, 3)),
            p("HAI", bold=True, item=(1, 0)), p("lại từ một", item=(1, 1)),
        ],
        [
            "Nội dung | 1 | I. | MỘT | đậm",
            "Nội dung | 2 | 1. | a",
            "Nội dung | 2 | 2. | b",
            *(f"Nội dung | 3 | {each}) | điểm {n}" for n, each in enumerate("abcde")),
            "Nội dung | 4 | - | gạch",
            "Nội dung | 1 | II. | HAI | đậm",
            "Nội dung | 2 | 1. | lại từ một",
        ],
        numbering_part=numbering({1: OUTLINE}),
    )  # fmt: skip


def _mixed_lists() -> Habit:
    restart = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride>'
    return Habit(
        "typed marks and automatic lists mixed",
        [
            p("I. MỘT", bold=True), p("một", item=(1, 1)), p("hai", item=(1, 1)),
            p("a) gõ tay"), p("ba", item=(1, 1)),
            p("II. HAI", bold=True), p("bắt đầu lại", item=(2, 1)), p("tiếp", item=(2, 1)),
        ],
        [
            "Nội dung | 1 | I. | MỘT | đậm",
            "Nội dung | 2 | 1. | một",
            "Nội dung | 2 | 2. | hai",
            "Nội dung | 3 | a) | gõ tay",
            "Nội dung | 2 | 3. | ba",
            "Nội dung | 1 | II. | HAI | đậm",
            "Nội dung | 2 | 1. | bắt đầu lại",
            "Nội dung | 2 | 2. | tiếp",
        ],
        numbering_part=numbering({1: OUTLINE}, {1: num(1), 2: num(1, restart)}),
    )  # fmt: skip


def _legal_list() -> Habit:
    levels = (
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%1.%2.", more="<w:isLgl/>"),
    )
    return Habit(
        "figures under Roman parts (isLgl)",
        [
            p("MỘT", bold=True, item=(1, 0)), p("HAI", bold=True, item=(1, 0)),
            p("một", item=(1, 1)), p("hai", item=(1, 1)),
        ],
        [
            "Nội dung | 1 | I. | MỘT | đậm",
            "Nội dung | 1 | II. | HAI | đậm",
            "Nội dung | 2 | 2.1. | một",
            "Nội dung | 2 | 2.2. | hai",
        ],
        numbering_part=numbering({1: levels}),
    )  # fmt: skip


def _list_of_styles() -> Habit:
    first = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    second = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    return Habit(
        "lists that styles bring",
        [p("MỘT", style="Muc"), p("một", style="Khoan"), p("hai", style="KhoanCon"), p("thôi")],
        [
            "Nội dung | 1 | I. | MỘT | đậm",
            "Nội dung | 2 | 1. | một",
            "Nội dung | 2 | 2. | hai",
        ],
        closing=(),
        closed=("Kết luận | | | thôi",),
        numbering_part=numbering({1: OUTLINE}),
        styles_part=styles(
            style("Normal", default=True),
            style("Muc", based_on="Normal", paragraphs=first, runs="<w:b/>"),
            style("Khoan", based_on="Normal", paragraphs=second),
            style("KhoanCon", based_on="Khoan"),
        ),
    )


def _symbols() -> Habit:
    levels = (
        level(0, "bullet", "\uf0b7", font="Symbol"),
        level(1, "bullet", "\uf0d8", font="Wingdings"),
        level(2, "bullet", "o", font="Courier New"),
    )
    return Habit(
        "bullets of symbol fonts",
        [p("I. VIỆC", bold=True), *(p(f"mức {n}", item=(1, n)) for n in (0, 1, 2, 0))],
        [
            "Nội dung | 1 | I. | VIỆC | đậm",
            "Nội dung | 2 | • | mức 0",
            "Nội dung | 3 | ➢ | mức 1",
            "Nội dung | 4 | o | mức 2",
            "Nội dung | 2 | • | mức 0",
        ],
        numbering_part=numbering({1: levels}),
    )


def _tabs() -> Habit:
    return Habit(
        "header and signature kept apart by tabs",
        BODY,
        CONTENT,
        header=[
            p(f"UBND XÃ LAM VỸ\t{NATION}"),
            p(f"HỘI ĐỒNG\t{MOTTO}"),
            p("THI ĐUA - KHEN THƯỞNG"),
            p("-------\t---------------"),
            p("Số: 05/KH-HĐTĐKT\tLam Vỹ, ngày 05 tháng 02 năm 2020"),
        ],
        signing=[
            p("Nơi nhận:\tTM. HỘI ĐỒNG"),
            p("- UBND huyện;\tCHỦ TỊCH"),
            p("- 10 xóm;"),
            p("- Lưu: VP.\tCHỦ TỊCH UBND"),
            p("\t\tNguyễn Văn Mẫu"),
        ],
    )


def _spaces() -> Habit:
    return Habit(
        "header and signature kept apart by spaces",
        BODY,
        CONTENT,
        header=[
            p(f"UBND XÃ LAM VỸ          {NATION}"),
            p(f"HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG  {MOTTO}"),
            p("Số: 05/KH-HĐTĐKT   Lam Vỹ, ngày 05 tháng 02 năm 2020"),
        ],
        signing=[
            p("Nơi nhận:            TM. HỘI ĐỒNG"),
            p("- UBND huyện;        CHỦ TỊCH"),
            p("- 10 xóm;            CHỦ TỊCH UBND"),
            p("- Lưu: VP.           Nguyễn Văn Mẫu"),
        ],
    )


def _soft_breaks() -> Habit:
    return Habit(
        "soft line breaks",
        [
            p("I. MỤC ĐÍCH\n1. Một\ncòn nữa.\n2. Hai"),
            p("Lời dẫn\nxuống dòng:"),
            p("- Gạch"),
            p(run("Quý I:", bold=True), "<w:r><w:br/></w:r>", run("họp tổng kết")),
        ],
        [
            "Nội dung | 1 | I. | MỤC ĐÍCH | đậm",
            "Nội dung | 2 | 1. | Một\ncòn nữa.",
            "Nội dung | 2 | 2. | Hai",
            "Nội dung | | | Lời dẫn\nxuống dòng:",
            "Nội dung | 3 | - | Gạch",
            "Nội dung | | | Quý I: | đậm",
            "Nội dung | | | họp tổng kết",
        ],
        title=[p("KẾ HOẠCH\nTổ chức phong trào thi đua\nxã Lam Vỹ năm 2020", centred=True)],
    )


def _no_break_spaces() -> Habit:
    return Habit(
        "no-break and double spaces",
        [p("I.\u00a0 MỤC\u00a0ĐÍCH ", bold=True), p("1.\u00a0\u00a0Động  viên\u200b phong trào.")],
        CONTENT,
    )


def _decomposed() -> Habit:
    return Habit(
        "letters taken apart (NFD)",
        rows=CONTENT,
        **everywhere(lambda xml: unicodedata.normalize("NFD", xml)),  # type: ignore[arg-type]
    )


def _tcvn3() -> Habit:
    def small(content: str, **look: bool) -> str:
        return in_old_font(to_tcvn3, content, ".VnTime", **look)

    def capitals(content: str, **look: bool) -> str:
        return in_old_font(to_tcvn3_capitals, content, ".VnTimeH", **look)

    return Habit(
        "TCVN3",
        [
            capitals("I. MỤC ĐÍCH"),
            p(run("1. §éng vi", font=".VnTime"), run("ªn phong trµo.", font=".VnTime")),
        ],
        ["Nội dung | 1 | I. | MỤC ĐÍCH | đậm", "Nội dung | 2 | 1. | Động viên phong trào."],
        header=[
            table(
                [capitals("UBND XÃ LAM VỸ").removeprefix(""), capitals(NATION)],
                [capitals("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG"), small(MOTTO)],
                [small("Số: 05/KH-HĐTĐKT"), small("Lam Vỹ, ngày 05 tháng 02 năm 2020")],
            )
        ],
        title=[
            capitals("KẾ HOẠCH", centred=True),
            small("Tổ chức phong trào thi đua xã Lam Vỹ năm 2020", centred=True),
        ],
        opening=[small("Hội đồng xã Lam Vỹ xây dựng kế hoạch như sau:")],
        closing=[small("Trên đây là kế hoạch của xã Lam Vỹ.")],
        signing=[
            table(
                [
                    [small("Nơi nhận:"), small("- UBND huyện;"), small("- 10 xóm;")],
                    [capitals("TM. HỘI ĐỒNG"), capitals("CHỦ TỊCH"), small("Nguyễn Văn Mẫu")],
                ]
            )
        ],
        recipients=("UBND huyện;", "10 xóm;"),
        signature=("TM. HỘI ĐỒNG", "CHỦ TỊCH", "Nguyễn Văn Mẫu"),
    )


def _tcvn3_of_style() -> Habit:
    fonts = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    return Habit(
        "TCVN3 by style, one paragraph in Unicode",
        [
            p(to_tcvn3("1. Động viên phong trào.")),
            p(run("2. Động viên tiếp.", font="Times New Roman")),
            p(run("3. Gõ Unicode để nguyên phông", font=".VnTime")),
            p("4. ", "<w:r><w:t>Th</w:t><w:softHyphen/></w:r>", to_tcvn3("ởng")),
        ],
        [
            "Nội dung | 1 | 1. | Động viên phong trào.",
            "Nội dung | 1 | 2. | Động viên tiếp.",
            "Nội dung | 1 | 3. | Gõ Unicode để nguyên phông",
            "Nội dung | 1 | 4. | Thưởng",
        ],
        styles_part=styles(style("Normal", default=True, runs=fonts)),
        header=(),
        title=[
            p(to_tcvn3("Kế hoạch"), centred=True),
            p(to_tcvn3("Thi đua năm 2020"), centred=True),
        ],
        opening=[p(to_tcvn3("Hội đồng xã Lam Vỹ xây dựng kế hoạch như sau:"))],
        closing=[p(to_tcvn3("Trên đây là kế hoạch của xã Lam Vỹ."))],
        signing=[
            p(to_tcvn3("Nơi nhận: ")), p("- UBND;"),
            p(run(to_tcvn3_capitals("TM. HỘI ĐỒNG"), font=".VnTimeH")),
            p(run(to_tcvn3_capitals("CHỦ TỊCH"), font=".VnTimeH")), p(to_tcvn3("Nguyễn Văn Mẫu")),
        ],
        number="",
        issued="",
        subject="Thi đua năm 2020",
        recipients=("UBND;",),
        signature=("TM. HỘI ĐỒNG", "CHỦ TỊCH", "Nguyễn Văn Mẫu"),
    )  # fmt: skip


def _vni() -> Habit:
    def vni(content: str, **look: bool) -> str:
        return in_old_font(to_vni, content, "VNI-Times", **look)

    return Habit(
        "VNI",
        [
            vni("I. MỤC ĐÍCH"),
            p(run("1. Ñoä", font="VNI-Times"), run("ng vieân phong tra", font="VNI-Times"),
              run("øo.", font="VNI-Times")),
        ],
        ["Nội dung | 1 | I. | MỤC ĐÍCH | đậm", "Nội dung | 2 | 1. | Động viên phong trào."],
        title=[
            vni("KẾ HOẠCH", centred=True),
            vni("Tổ chức phong trào thi đua xã Lam Vỹ năm 2020", centred=True),
        ],
        opening=[vni("Hội đồng xã Lam Vỹ xây dựng kế hoạch như sau:")],
        closing=[vni("Trên đây là kế hoạch của xã Lam Vỹ.")],
    )  # fmt: skip


def _smart_tags() -> Habit:
    return Habit(
        "smart tags, hyperlinks, content controls, fields",
        [
            p(run("1. Xã "), smart_tag(run("Lam ") + smart_tag(run("Vỹ"))), run(" thi đua.")),
            p(run("2. Xem "), f'<w:hyperlink r:id="rId9">{run("trang tin")}</w:hyperlink>'),
            f"<w:sdt><w:sdtPr/><w:sdtContent>{p('3. Trong khung')}</w:sdtContent></w:sdt>",
            p(
                run("4. Năm "),
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE '
                '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>',
                run("2020"),
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            ),
        ],
        [
            "Nội dung | 1 | 1. | Xã Lam Vỹ thi đua.",
            "Nội dung | 1 | 2. | Xem trang tin",
            "Nội dung | 1 | 3. | Trong khung",
            "Nội dung | 1 | 4. | Năm 2020",
        ],
    )


def _tracked() -> Habit:
    gone = '<w:del w:id="3" w:author="Mẫu"/>'
    return Habit(
        "tracked changes",
        [
            p(run("1. Giữ "), deleted("bỏ "), inserted(run("thêm")), run(".")),
            p(deleted("2. Bỏ cả đoạn"), mark=gone),
            p(run("2. Nối "), mark=gone),
            p(run("liền.")),
            p("<w:moveFrom w:id='4'>" + run("3. Đã chuyển đi") + "</w:moveFrom>"),
            p("<w:moveTo w:id='5'>" + run("3. Đã chuyển đến") + "</w:moveTo>"),
            p(
                run(
                    "4. Trước ",
                    properties="<w:rPrChange w:id='6'><w:rPr><w:b/></w:rPr></w:rPrChange>",
                ),
                run("thường."),
            ),
        ],
        [
            "Nội dung | 1 | 1. | Giữ thêm.",
            "Nội dung | 1 | 2. | Nối liền.",
            "Nội dung | 1 | 3. | Đã chuyển đến",
            "Nội dung | 1 | 4. | Trước thường.",
        ],
    )


def _body_table() -> Habit:
    return Habit(
        "a table in the body",
        [
            p("I. TIẾN ĐỘ", bold=True),
            table(["TT", "Việc"], ["1", ["Sơ kết", "6 tháng"]], ["2", "Tổng kết"]),
            p("II. THỰC HIỆN", bold=True),
            p("1. Các xóm."),
        ],
        [
            "Nội dung | 1 | I. | TIẾN ĐỘ | đậm",
            "| | [Xem lại] | TT ¦ Việc",
            "| | [Xem lại] | 1 ¦ Sơ kết 6 tháng",
            "| | [Xem lại] | 2 ¦ Tổng kết",
            "Nội dung | 1 | II. | THỰC HIỆN | đậm",
            "Nội dung | 2 | 1. | Các xóm.",
        ],
    )


def _bases() -> Habit:
    return Habit(
        "bases of their own, with dashes and without marks at the end",
        BODY,
        CONTENT,
        opening=[
            p("- Căn cứ Luật Thi đua, khen thưởng;"),
            p("Căn cứ Kế hoạch số 10/KH-UBND ngày 10/01/2020 của huyện"),
            p("Theo đề nghị của Văn phòng,"),
            OPENING,
        ],
        opened=[
            "Căn cứ | | | Căn cứ Luật Thi đua, khen thưởng;",
            "Căn cứ | | | Căn cứ Kế hoạch số 10/KH-UBND ngày 10/01/2020 của huyện;",
            "Căn cứ | | | Theo đề nghị của Văn phòng,",
            OPENED,
        ],
    )


def _glued_bases() -> Habit:
    return Habit(
        "bases glued to the opening",
        BODY,
        CONTENT,
        opening=[
            p(
                "Căn cứ Luật Thi đua; Căn cứ Kế hoạch số 10 của huyện, Hội đồng xã Lam Vỹ xây "
                "dựng kế hoạch như sau:"
            )
        ],
        opened=[
            "Căn cứ | | | Căn cứ Luật Thi đua;",
            "Căn cứ | | | Căn cứ Kế hoạch số 10 của huyện,",
            OPENED,
        ],
    )


def _no_header() -> Habit:
    return Habit("no header", BODY, CONTENT, header=(), number="", issued="")


def _no_number() -> Habit:
    return Habit(
        "no number and no day",
        BODY,
        CONTENT,
        header=[
            table(
                [["ỦY BAN NHÂN DÂN", "XÃ LAM VỸ"], [NATION, MOTTO, "———————"]],
                ["Số:        /KH-UBND", "Lam Vỹ, ngày … tháng 02 năm 2020"],
            )
        ],
        number="/KH-UBND",
        issued="",
    )


def _no_recipients() -> Habit:
    return Habit(
        "no recipients",
        BODY,
        CONTENT,
        signing=[
            p("TM. ỦY BAN NHÂN DÂN", bold=True), p("KT. CHỦ TỊCH"), p("PHÓ CHỦ TỊCH"),
            p("(Đã ký)"), p("Trần Thị Mẫu", bold=True),
        ],
        recipients=(),
        signature=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Mẫu"),
    )  # fmt: skip


def _strays() -> Habit:
    return Habit(
        "paragraphs that fit nowhere",
        BODY,
        CONTENT,
        header=[p("DỰ THẢO LẦN 2"), HEADER],
        before=["| | [Xem lại] | DỰ THẢO LẦN 2"],
        signing=[SIGNING, p("PHỤ LỤC"), p("Danh sách\nkèm theo"), table(["TT", "Tên"])],
        after=[
            "| | [Xem lại] | PHỤ LỤC",
            "| | [Xem lại] | Danh sách\nkèm theo",
            "| | [Xem lại] | TT ¦ Tên",
        ],
    )


def _small_letters() -> Habit:
    return Habit(
        "agencies and positions in small letters",
        BODY,
        CONTENT,
        header=[
            table(
                ["Ủy ban nhân dân xã Lam Vỹ", [NATION, MOTTO]],
                ["Số: 7 / KH \u2011 UBND", "Lam Vỹ, ngày 5 tháng 2 năm 2020"],
            )
        ],
        number="7/KH - UBND",
        signing=[
            table(
                [
                    ["Nơi nhận:", "- UBND huyện;", "10 xóm"],
                    ["TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch", "Nguyễn Văn Mẫu"],
                ]
            )
        ],
        recipients=("UBND huyện;", "10 xóm"),
        signature=("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch", "Nguyễn Văn Mẫu"),
    )


def _bold_headings() -> Habit:
    return Habit(
        "headings without marks",
        [
            p("Mục đích", bold=True), p("- Động viên."), p("Lời thường."),
            p("TỔ CHỨC THỰC HIỆN"), p("- Các xóm."), p("Đoạn cuối không số."),
        ],
        [
            "Nội dung | | | Mục đích | đậm",
            "Nội dung | 1 | - | Động viên.",
            "Nội dung | | | Lời thường.",
            "Nội dung | | | TỔ CHỨC THỰC HIỆN",
            "Nội dung | 1 | - | Các xóm.",
            "Nội dung | | | Đoạn cuối không số.",
        ],
    )  # fmt: skip


def _parts() -> Habit:
    return Habit(
        "parts A and B above Roman figures",
        [
            p("A. ĐẶC ĐIỂM", bold=True), p("I. Thuận lợi", bold=True), p("1) Một"),
            p("B. NHIỆM VỤ", bold=True), p("I. Chung"), p("C. THỰC HIỆN", bold=True), p("V/v khác"),
        ],
        [
            "Nội dung | 1 | A. | ĐẶC ĐIỂM | đậm",
            "Nội dung | 2 | I. | Thuận lợi | đậm",
            "Nội dung | 3 | 1) | Một",
            "Nội dung | 1 | B. | NHIỆM VỤ | đậm",
            "Nội dung | 2 | I. | Chung",
            "Nội dung | 1 | C. | THỰC HIỆN | đậm",
            "Nội dung | | | V/v khác",
        ],
    )  # fmt: skip


def _boxes_and_notes() -> Habit:
    box = f"<w:txbxContent>{p('Khung chữ.')}</w:txbxContent>"
    drawing = (
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    note = f'<w:footnote w:id="2">{p("Chú thích cuối trang.")}</w:footnote>'
    return Habit(
        "a text box and a footnote",
        [
            p(run("1. Một"), f"<w:r>{drawing}</w:r>"),
            p(run("2. Hai"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        ],
        ["Nội dung | 1 | 1. | Một", "Nội dung | | | Khung chữ.", "Nội dung | 1 | 2. | Hai"],
        after=["| | [Xem lại] | Chú thích cuối trang."],
        others={"footnotes": f'<w:footnotes xmlns:w="{_MAIN}">{note}</w:footnotes>'},
    )


_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _hostile_text() -> Habit:
    words = "=1+1 & <w:p> {Năm} {{x}} 😀 \u202eABC\u202c “ngoặc” _x0041_"
    return Habit(
        "text that looks like code",
        [p("I. MỤC", bold=True), p(f"1. {words}"), p(words)],
        [
            "Nội dung | 1 | I. | MỤC | đậm",
            f"Nội dung | 2 | 1. | {words.replace('{', '{{')}",
            f"Nội dung | | | {words.replace('{', '{{')}",
        ],
    )


def _titles() -> Habit:
    return Habit(
        "a subject of several lines, a drawn rule, kind and subject not bold",
        BODY,
        CONTENT,
        title=[
            p("Kế hoạch", centred=True),
            p("Tổ chức phong trào thi đua", centred=True),
            p("xã Lam Vỹ năm 2020", centred=True),
            p("________", centred=True),
        ],
    )


HABITS = [
    make()
    for make in (
        _typed_marks, _nested_figures, _letters, _dashes, _gaps, _automatic, _mixed_lists,
        _legal_list, _list_of_styles, _symbols, _tabs, _spaces, _soft_breaks, _no_break_spaces,
        _decomposed, _tcvn3, _tcvn3_of_style, _vni, _smart_tags, _tracked, _body_table, _bases,
        _glued_bases, _no_header, _no_number, _no_recipients, _strays, _small_letters,
        _bold_headings, _parts,
        _boxes_and_notes, _hostile_text, _titles,
    )
]  # fmt: skip
