"""Báo cáo tổng kết: the report on the year, beside the year before."""

from collections.abc import Sequence

from addin.documents.draft import Draft
from addin.documents.kind import Product, products
from addin.documents.reports import report
from addin.summary import summarize
from validators.catalogue import PaperTemplate
from validators.register import Register


def draft(register: Register) -> Draft:
    """Return the report, its figures those of the sheet Cả năm."""
    figures = summarize(register).chosen("year")[0].period
    return report(register, PaperTemplate.YEAREND_REPORT, figures, ("tổng kết",))


def make(register: Register) -> Sequence[Product]:
    """Return the finished files."""
    return products([draft(register)], register)
