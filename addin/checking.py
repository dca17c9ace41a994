"""Kiểm tra, as a job and wherever else a workbook is to be marked."""

from __future__ import annotations

from datetime import date, datetime

from addin.book.port import Book
from addin.opening import collector_paused, open_register
from addin.results import answers_view, counts_in_words, log_view, results_view
from validators.answers import read_answers
from validators.check import Report, check
from validators.digest import digest

CHECK = "Kiểm tra"
"""The job as Nhật ký names it."""


@collector_paused()
def check_book(book: Book, today: date, shown_at: datetime | None = None) -> Report:
    """Kiểm tra: all findings of a book; with `shown_at` they are also written into it."""
    opened = open_register(book, today)
    answers = read_answers(opened.content.blocks, today)
    report = check(opened.register, answers)
    if shown_at is not None:
        marks = digest(opened.register)
        outcome = counts_in_words(report)
        # Answers first: a job that breaks off must not lose what was typed beside a finding.
        book.show(
            [
                answers_view(answers),
                results_view(report, shown_at),
                log_view(opened.content.blocks, shown_at, CHECK, outcome, marks),
            ]
        )
    return report
