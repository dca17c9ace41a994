"""Giải trình: what staff answered to a query, kept while what it answers stays the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from validators.blocks import Block
from validators.finding import SHORTEST_ANSWER, state_of
from validators.records import Explanation, Result

AnswerKey = tuple[str, str]
"""Rule code, and key of the cell, row or sheet that the answer is about."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What staff wrote, the state (`Finding.state`) that it answers, and when it was taken in."""

    text: str
    state: str
    given: date

    @property
    def counts(self) -> bool:
        """Whether it is long enough to answer a query."""
        return len(self.text.strip()) >= SHORTEST_ANSWER


def read_answers(blocks: Mapping[str, Block], today: date) -> dict[AnswerKey, Answer]:
    """The answers of a workbook: those kept in tblGiaiTrinh, then those just typed in tblKetQua.

    A typed answer replaces the kept one; a typed cell that was emptied takes the answer back.
    """
    answers: dict[AnswerKey, Answer] = {}
    for row in Explanation.rows(blocks):
        if row["code"] and row["text"]:
            given = row["given"]
            day = given.date() if isinstance(given, datetime) else given
            answers[str(row["code"]), str(row["cell_key"] or "")] = Answer(
                str(row["text"]),
                str(row["state"] or ""),
                day if isinstance(day, date) else today,
            )
    for row in Result.rows(blocks):
        if not row["code"]:
            continue
        key = str(row["code"]), str(row["cell_key"] or row["row_key"] or row["sheet_name"] or "")
        state = state_of(str(row["message"] or ""), row["value"])
        text = str(row["explanation"] or "")
        kept = answers.get(key)
        if kept and (kept.text, kept.state) == (text, state):
            continue
        if text:
            answers[key] = Answer(text, state, today)
        elif kept and kept.state == state:
            del answers[key]
    return answers
