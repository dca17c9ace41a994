"""Files that people put among workbooks, that may hold one and that the program does not read."""

from __future__ import annotations

_OTHER_KIND = "sổ kiểu khác: hãy mở bằng Excel, lưu kiểu “Excel Workbook (*.xlsx)” rồi nhận lại."
_PACKED = "tệp nén: hãy giải nén vào thư mục này rồi nhận lại."

NOT_READ = {
    **dict.fromkeys((".xls", ".xlsm", ".xlsb", ".ods", ".et"), _OTHER_KIND),
    **dict.fromkeys((".zip", ".rar", ".7z"), _PACKED),
    ".msg": "thư lưu riêng của Outlook: hãy lưu tệp đính kèm vào thư mục này rồi nhận lại.",
}
"""By suffix, what such a file is and what is to be done."""
