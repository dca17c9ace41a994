"""The papers against the checker of the page, which was written from the decree alone."""

from pathlib import Path

import pytest

from addin.documents.page_check.check import check_file
from tests.documents.papers import DOCX_KINDS, sample_papers

NO_PAPERS_OF_THE_DECREE = {
    "tong-hop-dang-ky": {"TT240"},
    "giao-uoc": {"TT240", "TT270"},
    "danh-sach": {"TT100"},
    "phieu-lay-y-kien": {"TT100"},
    "phieu-tham-dinh": {"TT100"},
    "giay-khen": {"TT100"},
}
"""What is not among the 29 kinds of Điều 7 has no number of its own; the checker asks about it."""


@pytest.mark.parametrize("kind", DOCX_KINDS)
def test_the_checker_of_the_page_has_nothing_against_a_paper(kind: str, tmp_path: Path) -> None:
    for part, product in sample_papers(kind).items():
        path = tmp_path / f"{kind}_{part}.docx"
        path.write_bytes(product.content)
        found = {each.code: each for each in check_file(path).findings}
        assert set(found) == NO_PAPERS_OF_THE_DECREE.get(kind, set()), found
