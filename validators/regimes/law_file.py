"""Law files: TOML read and checked, with errors that name the file and the key."""

from __future__ import annotations

import re
import tomllib
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails


class LawFileError(ValueError):
    """A law file that cannot be used: which file, at which key, what is wrong."""


class LawModel(BaseModel):
    """What a law file holds: nothing but what is declared."""

    model_config = ConfigDict(extra="forbid", frozen=True)


M = TypeVar("M", bound=LawModel)

_PROBLEMS = {
    "missing": "thiếu mục này",
    "extra_forbidden": "mục này không có trong mẫu của tệp",
    "enum": "“{input}” không có trong danh sách",
    "value_error": "{error}",
}


def problem_in_words(error: ErrorDetails) -> str:
    """What is wrong with one entry of a file, as pydantic found it, in Vietnamese."""
    words = _PROBLEMS.get(error["type"], "“{input}” không đúng kiểu của mục này")
    return words.format(input=error["input"], **error.get("ctx", {}))


def syntax_in_words(error: tomllib.TOMLDecodeError) -> str:
    """Where a file is no TOML, and what is mostly wrong there, in Vietnamese."""
    place = re.search(r"at line (\d+), column (\d+)", str(error))
    where = f"ở dòng {place[1]}, cột {place[2]}" if place else "ở cuối tệp"
    return (
        f"viết sai cú pháp TOML {where}: hãy sửa thành dạng tên = giá trị, giá trị là chữ thì đặt "
        "trong dấu nháy kép."
    )


def read_toml(folder: Traversable, name: str) -> dict[str, Any]:
    """The data of a law file. Raises LawFileError if it is no TOML in UTF-8."""
    try:
        # Notepad of older Windows puts a mark before the text.
        return tomllib.loads((folder / name).read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise LawFileError(
            f"Tệp luật {name} không được lưu theo bảng mã UTF-8: hãy mở bằng Notepad rồi lưu lại, "
            "chọn Encoding là UTF-8."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise LawFileError(f"Tệp luật {name} {syntax_in_words(error)}") from None


def checked(model: type[M], data: Any, name: str) -> M:
    """The data of the law file `name` as `model`. Raises LawFileError at the first wrong key."""
    try:
        return model.model_validate(data)
    except ValidationError as invalid:
        first = invalid.errors()[0]
        place = ".".join(str(each) for each in first["loc"]) or "toàn tệp"
        raise LawFileError(f"Tệp luật {name} sai ở {place}: {problem_in_words(first)}.") from None
