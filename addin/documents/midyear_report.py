"""Báo cáo sơ kết: the report on the first half of the year."""

from collections.abc import Sequence

from addin.documents.draft import Draft
from addin.documents.kind import Product, products
from addin.documents.reports import report
from addin.summary import summarize
from validators.catalogue import PaperTemplate
from validators.register import Register


def draft(register: Register) -> Draft:
    """Return the report, its figures those of the sheet Quý II since 1 January."""
    figures = summarize(register).chosen("2")[0].cumulative
    return report(register, PaperTemplate.MIDYEAR_REPORT, figures, ("sơ kết", "6 tháng"))


def make(register: Register) -> Sequence[Product]:
    """Return the finished files."""
    return products([draft(register)], register)
