"""The ledger of a superior: which workbooks came, what they hold, what was answered.

SQLAlchemy over an SQLite file, or over PostgreSQL where several people receive at once. Everything
that makes a workbook known is written in one transaction, under keys that can be given only once: a
receiver that is killed, run again, or run twice at the same time neither loses nor doubles one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Dialect,
    Engine,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    make_url,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DataError, SQLAlchemyError

from addin.examining import Examined, MovementFact, RowFact, Standing
from addin.mail.manifest import Manifest
from addin.refusal import Refusal
from validators.people import name_key

_metadata = MetaData()

MAILS = Table(
    "thu",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("content_hash", String(64), unique=True, nullable=False),
    Column("source", Text, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("received", String(19), nullable=False),
    Column("note", Text, nullable=False),
)
"""Every mail or file that came, by its bytes; `note` says what was odd about it."""

WORKBOOKS = Table(
    "so",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("file_hash", String(64), unique=True, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("mail_id", ForeignKey(MAILS.c.id), nullable=False),
    Column("received", String(19), nullable=False),
    Column("standing", Text, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("unit_code", Text, nullable=False),
    Column("unit_name", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("period", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("manifest", JSON, nullable=False),
    Column("found_fingerprint", String(64), nullable=False),
    Column("counts", JSON, nullable=False),
    Column("findings", JSON, nullable=False),
    Column("tallies", JSON, nullable=False),
    Index("so_don_vi", "year", "unit_code", "unit_name"),
)
"""Every workbook, by its bytes, with what `examine` found in it."""

ROWS = Table(
    "dong",
    _metadata,
    Column("workbook_id", ForeignKey(WORKBOOKS.c.id, ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    *(Column(name, Integer if name == "year" else Text) for name in RowFact._fields),
    sqlite_with_rowid=False,
)
"""The rows of Đăng ký and Đề nghị of every workbook that could be read, numbered in their order."""

_NAMES = Index("dong_ten", ROWS.c.name_key, ROWS.c.birth)

FACTS = [ROWS.c[name] for name in RowFact._fields]
"""The columns of a `RowFact`, in its order."""

MOVEMENTS = Table(
    "phong_trao",
    _metadata,
    Column("workbook_id", ForeignKey(WORKBOOKS.c.id, ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    *(Column(name, Text) for name in MovementFact._fields),
    sqlite_with_rowid=False,
)

ANSWERS = Table(
    "tra_loi",
    _metadata,
    Column("workbook_id", ForeignKey(WORKBOOKS.c.id, ondelete="CASCADE"), primary_key=True),
    Column("state", Text, nullable=False),
    Column("made", String(19), nullable=False),
    Column("draft", Text, nullable=False),
)
"""The answer to a workbook; the row is the claim of whoever answers, so there is one answer."""

MAILBOXES = Table(
    "hop_thu",
    _metadata,
    Column("mailbox", Text, primary_key=True),
    Column("validity", Integer, nullable=False),
    Column("last_uid", Integer, nullable=False),
)
"""How far each mailbox has been read (RFC 3501, UID and UIDVALIDITY)."""


class UnfitError(Refusal):
    """A workbook says something that no database holds: a number out of range, a NUL."""


@dataclass(frozen=True)
class Arrival:
    """How something came: a mail, or a file in a folder (then without sender and subject)."""

    content_hash: str
    source: str
    received: str
    message_id: str = ""
    sender: str = ""
    subject: str = ""
    note: str = ""


@dataclass(frozen=True)
class Entry:
    """A workbook in the ledger: the columns of `WORKBOOKS`, with the sender of its mail."""

    id: int
    file_hash: str
    file_name: str
    received: str
    standing: Standing
    reasons: tuple[str, ...]
    unit_code: str
    unit_name: str
    year: int
    period: str
    sequence: int
    manifest: Manifest | None
    found_fingerprint: str
    counts: Mapping[str, int]
    sender: str
    message_id: str
    subject: str

    @property
    def unit(self) -> str:
        """By what a unit is known: its code, or its name where it has none."""
        return self.unit_code or self.unit_name


class AnswerState(StrEnum):
    """How far the answer to a workbook has come."""

    BEGUN = "đang soạn"
    DRAFTED = "đã soạn thư nháp"
    SENDING = "đang gửi"
    SENT = "đã gửi"
    UNCLEAR = "chưa rõ đã gửi được chưa"
    FAILED = "không gửi được, còn thư nháp"


class Ledger:
    """A ledger behind a database's URL; its tables are made when they are not there.

    Refusal where the URL is none, or the database cannot be reached or written. One that is not
    lasting is made for one job and need not survive a power cut.
    """

    def __init__(self, url: str, lasting: bool = True) -> None:
        with _said():
            try:
                made = make_url(url)
            except ArgumentError as error:
                raise Refusal(
                    "Địa chỉ sổ cái (so_cai) không đúng dạng: ví dụ "
                    "sqlite:///C:/ThiDua/so_cai.sqlite hoặc postgresql+psycopg://máy/tên_csdl."
                ) from error
            if made.get_backend_name() == "sqlite" and made.database not in (None, "", ":memory:"):
                Path(str(made.database)).parent.mkdir(parents=True, exist_ok=True)
            # Values in the order of their places, whichever driver it is.
            style = {"paramstyle": "format"} if made.get_backend_name() == "postgresql" else {}
            self._engine = create_engine(made, **style)
            if self._engine.dialect.name == "sqlite":
                _set_up_sqlite(self._engine, lasting)
            self._writer = self._engine.execution_options(writes=True)
            with self._writer.begin() as connection:
                _metadata.create_all(connection)
                if not lasting:
                    # Nobody looks for a name there, and every row would be sorted in.
                    _NAMES.drop(connection)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    # What came

    def knows(self, content_hash: str) -> bool:
        """Whether a mail or file of these bytes has been taken in."""
        with _said(), self._engine.connect() as connection:
            query = select(MAILS.c.id).where(MAILS.c.content_hash == content_hash)
            return connection.execute(query).first() is not None

    def take_in(self, arrival: Arrival, workbooks: Sequence[Examined]) -> list[bool]:
        """Record a mail with its workbooks, all or nothing; which of them are new.

        What was taken in before, by this or another receiver, is not taken in again.
        """
        [new] = self.take_in_all([(arrival, workbooks)])
        return new

    def take_in_all(
        self, arrivals: Sequence[tuple[Arrival, Sequence[Examined]]]
    ) -> list[list[bool]]:
        """`take_in` for many at once, in one transaction."""
        with _said(), self._writer.begin() as connection:
            return [_take_in(connection, arrival, each) for arrival, each in arrivals]

    # How far a mailbox has been read

    def read_up_to(self, mailbox: str, validity: int) -> int:
        """The last UID that was taken in, 0 for a mailbox that is new or was made anew."""
        with _said(), self._engine.connect() as connection:
            query = select(MAILBOXES.c.last_uid).where(
                MAILBOXES.c.mailbox == mailbox, MAILBOXES.c.validity == validity
            )
            return int(connection.execute(query).scalar() or 0)

    def note_read(self, mailbox: str, validity: int, uid: int) -> None:
        """Note that a mailbox has been read up to a UID; never back again."""
        row = {"mailbox": mailbox, "validity": validity, "last_uid": uid}
        with _said(), self._writer.begin() as connection:
            connection.execute(_on_conflict_nothing(connection, MAILBOXES, "mailbox"), row)
            behind = (MAILBOXES.c.validity != validity) | (MAILBOXES.c.last_uid < uid)
            connection.execute(
                update(MAILBOXES).where(MAILBOXES.c.mailbox == mailbox, behind).values(row)
            )

    # Answers

    def unanswered(self, begun_before: str) -> list[Entry]:
        """Workbooks that nobody has begun to answer, oldest first.

        Also those whose answer was begun before a time and never came to be a draft: whoever
        began it was stopped.
        """
        begun = select(ANSWERS.c.workbook_id).where(
            (ANSWERS.c.state != AnswerState.BEGUN) | (ANSWERS.c.made >= begun_before)
        )
        return list(self.entries(WORKBOOKS.c.id.not_in(begun)))

    def claim_answer(self, workbook_id: int, made: str, begun_before: str) -> bool:
        """Take it upon oneself to answer a workbook; False where somebody else has."""
        row = {"workbook_id": workbook_id, "state": AnswerState.BEGUN, "made": made, "draft": ""}
        with _said(), self._writer.begin() as connection:
            key = ANSWERS.c.workbook_id
            claim = _on_conflict_nothing(connection, ANSWERS, "workbook_id").returning(key)
            if connection.execute(claim, row).first():
                return True
            abandoned = (
                update(ANSWERS)
                .where(
                    ANSWERS.c.workbook_id == workbook_id,
                    ANSWERS.c.state == AnswerState.BEGUN,
                    ANSWERS.c.made < begun_before,
                )
                .values(made=made)
                .returning(key)
            )
            return connection.execute(abandoned).first() is not None

    def note_answer(self, workbook_id: int, state: AnswerState, draft: str) -> None:
        """Note how far an answer has come."""
        with _said(), self._writer.begin() as connection:
            connection.execute(
                update(ANSWERS)
                .where(ANSWERS.c.workbook_id == workbook_id)
                .values(state=state, draft=draft)
            )

    def answers(self) -> list[tuple[int, str, str]]:
        """Workbook, state and draft of every answer."""
        with _said(), self._engine.connect() as connection:
            query = select(ANSWERS.c.workbook_id, ANSWERS.c.state, ANSWERS.c.draft)
            return [(row[0], row[1], row[2]) for row in connection.execute(query)]

    # What is known

    def entries(self, *conditions: Any) -> Iterator[Entry]:
        """The workbooks that fulfil conditions on `WORKBOOKS`, in the order in which they came."""
        columns = [WORKBOOKS.c[each.name] for each in fields(Entry) if each.name in WORKBOOKS.c]
        mail = [MAILS.c[name] for name in ("sender", "message_id", "subject")]
        query = (
            select(*columns, *mail)
            .join(MAILS, MAILS.c.id == WORKBOOKS.c.mail_id)
            .where(*conditions)
            .order_by(WORKBOOKS.c.id)
        )
        with _said(), self._engine.connect() as connection:
            for row in connection.execute(query).mappings():
                values = dict(row)
                manifest = values.pop("manifest")
                yield Entry(
                    **values
                    | {
                        "standing": Standing(values["standing"]),
                        "reasons": tuple(values["reasons"]),
                        "manifest": Manifest(**manifest) if manifest else None,
                    }
                )

    def rows_named(self, name: str) -> Iterator[tuple[Entry, RowFact]]:
        """The rows about whoever bears a name, with the workbook of each, oldest year first."""
        query = (
            select(ROWS.c.workbook_id, *FACTS)
            .where(ROWS.c.name_key == name_key(name))
            .order_by(ROWS.c.year, ROWS.c.workbook_id, ROWS.c.number)
        )
        with _said(), self._engine.connect() as connection:
            found = connection.execute(query).all()
        ids = {workbook_id for workbook_id, *_ in found}
        entries = {each.id: each for each in self.entries(WORKBOOKS.c.id.in_(ids))}
        for workbook_id, *fact in found:
            yield entries[workbook_id], RowFact._make(fact)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for questions that this class does not ask itself."""
        with _said(), self._engine.connect() as connection:
            yield connection


def _set_up_sqlite(engine: Engine, lasting: bool) -> None:
    """Writers wait for each other instead of failing; foreign keys hold."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA busy_timeout=30000")
        if lasting:
            connection.execute("PRAGMA foreign_keys=ON")
        else:
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute("PRAGMA journal_mode=MEMORY")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        # A reader that turned into a writer could not wait for another one.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _on_conflict_nothing(connection: Connection, table: Table, key: str) -> Any:
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing(index_elements=[key])


def _insert(connection: Connection, table: Table, row: Mapping[str, Any], key: str) -> int | None:
    """The id of a new row; None where its key was there already."""
    statement = _on_conflict_nothing(connection, table, key).returning(table.c.id)
    inserted = connection.execute(statement, row).scalar()
    return None if inserted is None else int(inserted)


def _take_in(connection: Connection, arrival: Arrival, workbooks: Sequence[Examined]) -> list[bool]:
    mail_id = _insert(connection, MAILS, asdict(arrival), "content_hash")
    if mail_id is None:
        return [False] * len(workbooks)
    return [_insert_workbook(connection, mail_id, arrival, each) for each in workbooks]


def _insert_workbook(
    connection: Connection, mail_id: int, arrival: Arrival, workbook: Examined
) -> bool:
    manifest = workbook.manifest
    row = {
        **{
            column.name: getattr(workbook, column.name)
            for column in WORKBOOKS.c
            if hasattr(workbook, column.name)
        },
        "mail_id": mail_id,
        "received": arrival.received,
        "standing": workbook.standing.value,
        "reasons": list(workbook.reasons),
        "sequence": manifest.sequence if manifest else 0,
        "manifest": asdict(manifest) if manifest else {},
        "findings": list(workbook.findings),
    }
    workbook_id = _insert(connection, WORKBOOKS, row, "file_hash")
    if workbook_id is not None:
        _insert_facts(connection, ROWS, workbook_id, workbook.rows)
        _insert_facts(connection, MOVEMENTS, workbook_id, workbook.movements)
    return workbook_id is not None


def _insert_facts(
    connection: Connection, table: Table, workbook_id: int, facts: Sequence[tuple[Any, ...]]
) -> None:
    """Facts under their numbers; their fields stand in the order of the table's columns."""
    if facts:
        # Hundreds of rows a workbook: the driver takes the tuples as they are.
        rows = [(workbook_id, number, *fact) for number, fact in enumerate(facts, start=1)]
        connection.exec_driver_sql(_insert_by_place(table, connection.dialect), rows)


@lru_cache
def _insert_by_place(table: Table, dialect: Dialect) -> str:
    return str(table.insert().compile(dialect=dialect))


@contextmanager
def _said() -> Iterator[None]:
    """Failures of the database as one sentence."""
    try:
        yield
    except (DataError, OverflowError, UnicodeError) as error:
        raise UnfitError(
            "Sổ có số hoặc ký tự lạ mà sổ cái không ghi được: hãy mở tệp bằng Excel, sửa lại rồi "
            "gửi lại bằng nút Gửi cấp trên."
        ) from error
    except (SQLAlchemyError, OSError, ImportError, json.JSONDecodeError) as error:
        raise Refusal(
            "Không đọc hoặc ghi được sổ cái: hãy kiểm tra mục so_cai trong tệp cài đặt, máy chủ cơ "
            f"sở dữ liệu và quyền ghi rồi làm lại ({type(error).__name__})."
        ) from error
