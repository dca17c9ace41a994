"""A workbook opened for a job: its content, and the register read from it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from addin.book.port import Book, Content
from addin.results import filled_summaries
from validators.records import PROGRAM_TABLES
from validators.register import Register, read_register


@dataclass(frozen=True)
class Opened:
    """A workbook's content with the register read from it."""

    content: Content
    register: Register


@contextmanager
def collector_paused() -> Iterator[None]:
    """Without Python's cycle collector, which would search a register's records for nothing.

    They are made in their hundreds of thousands and all kept until the job ends.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def open_register(book: Book, today: date) -> Opened:
    """Read a book's tables into a register."""
    with collector_paused():
        content = book.read()
    return open_content(content, today)


def open_content(content: Content, today: date) -> Opened:
    """Make a register of what was read from a book."""
    with collector_paused():
        register = read_register(content.blocks, today, content.foreign_parts)
    register.summaries = filled_summaries(content.blocks)
    register.lost = [each for each in PROGRAM_TABLES if each.table not in content.blocks]
    return Opened(content, register)
