"""check(register) → findings: every rule over the whole register in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from validators import RULES_VERSION
from validators.answers import Answer, AnswerKey
from validators.columns import Record
from validators.finding import Finding, Severity
from validators.records import ENTRY_TABLES
from validators.regimes import Regime
from validators.register import Register
from validators.rules import Hit, Rule, Spot, all_rules


@dataclass(frozen=True)
class Report:
    """The outcome of a check: findings by sheet and row, the gravest of a cell first."""

    findings: list[Finding]
    regimes: list[str]

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return self._counts[severity]

    @property
    def _counts(self) -> Counter[Severity]:
        return Counter(each.severity for each in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The report as `check --format json` prints it."""
        return {
            "rules_version": RULES_VERSION,
            "regimes": self.regimes,
            "counts": {each.value: self.count(each) for each in Severity},
            "findings": [_finding_as_json(each) for each in self.findings],
        }


def _finding_as_json(finding: Finding) -> dict[str, str | None]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "regime": finding.regime,
        "sheet": finding.sheet,
        "table": finding.table,
        "cell": finding.cell,
        "column": finding.column,
        "subject": finding.subject,
        "message": finding.message,
        "remedy": finding.remedy,
        "basis": finding.basis,
        "explained": finding.explained,
    }


def _located(register: Register, rule: Rule, found: Hit) -> Finding:
    """The finding of a hit: its words, and where it stands in the workbook."""
    severity = found.severity or (found.provision or rule).severity
    finding = Finding(
        code=rule.code,
        severity=severity,
        regime=found.provision.regime if found.provision else _law(register, found).id,
        sheet="",
        table="",
        cell="",
        column="",
        subject="",
        message=rule.message.format(**found.values),
        remedy=rule.remedy.format(**found.values),
        basis=found.provision.cited if found.provision else rule.basis,
    )
    place = found.place
    if isinstance(place, Spot):
        return replace(
            finding, sheet=place.sheet, table=place.table, cell=place.cell, column=place.column
        )
    if isinstance(place, Record):
        table = register.tables[place.table]
        return replace(
            finding,
            sheet=table.block.sheet,
            table=place.table,
            cell=table.address(place, found.field or place.subject_column().field),
            column=place.column_of(found.field).heading if found.field else "",
            subject=place.subject,
            row_key=place.key,
            heading=table.heading(found.field),
            value=table.raw(place, found.field),
        )
    return finding


def _law(register: Register, found: Hit) -> Regime:
    """The law of the record to blame; of the year for what is no record."""
    return register.law_of(found.place) if isinstance(found.place, Record) else register.regime


def _has_column(register: Register, found: Hit) -> bool:
    """False for a cell of a column that the sheet lacks: the lack is a finding of its own."""
    if not isinstance(found.place, Record) or not found.field:
        return True
    return found.field in register.tables[found.place.table].places


_SHEET_ORDER = {model.table: index for index, model in enumerate(ENTRY_TABLES)}


def _order(finding: Finding) -> tuple[int, int, str, int, str]:
    row = "".join(letter for letter in finding.cell if letter.isdigit())
    column = finding.cell.rstrip("0123456789")
    return (
        _SHEET_ORDER.get(finding.table, -1),
        int(row or 0),
        column.rjust(3),
        finding.severity.rank,
        finding.code,
    )


def check(register: Register, answers: Mapping[AnswerKey, Answer] | None = None) -> Report:
    """All findings of a register, under the law of each record's own date.

    `answers` are what staff wrote in Giải trình; one that still fits its finding is shown beside
    it. No clock is read: the day is `register.today`.
    """
    findings = [
        _located(register, each.rule, found)
        for each in all_rules()
        for found in each.check(register)
        if _has_column(register, found)
    ]
    if answers:
        findings = [_answered(each, answers) for each in findings]
    findings.sort(key=_order)
    dated = {register.law_of(row).id for row in (*register.registrations, *register.nominations)}
    return Report(findings, sorted(dated | {register.regime.id}))


def _answered(finding: Finding, answers: Mapping[AnswerKey, Answer]) -> Finding:
    answer = answers.get(finding.answer_key)
    if answer is None or answer.state != finding.state:
        return finding
    return replace(finding, answer=answer.text)
