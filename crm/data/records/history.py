"""What the book knows about itself: steps and their edits, keys, numbers, files, facts.

None of these tables is watched by the recorder: history is not undone, numbers never go
back, and the bytes of files stay out of the history. They are plain tables, because nothing
ever edits a row of them by hand.
"""

from sqlalchemy import (
    Column,
    ColumnElement,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    cast,
)

from crm.data.records.mapping import UNRECORDED, Instant, JsonValue, Record, WholeNumber

steps = Table(
    "steps",
    Record.metadata,
    Column("id", WholeNumber, primary_key=True, autoincrement=True),
    Column("label", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
    # do, undo or redo.
    Column("kind", Text, nullable=False),
    # The step that an undo or a redo takes back.
    Column("reverses", WholeNumber),
    # The undo or redo that took this step back.
    Column("undone_by", WholeNumber),
    # The schema the edits were noted under: a step cannot be undone across an upgrade.
    Column("schema_number", Integer, nullable=False),
    # Where undo must refuse: the sentence that says what to do instead.
    Column("instead", Text),
    # What undo leaves standing because the history does not hold it, in a sentence it says.
    Column("stays", Text),
    Index(None, "who", "kind", "id"),
    info=UNRECORDED,
)
"""One row for each action that changed something, in the order of their start."""

step_edits = Table(
    "step_edits",
    Record.metadata,
    Column("id", WholeNumber, primary_key=True, autoincrement=True),
    Column("step_id", WholeNumber, nullable=False),
    Column("table_name", Text, nullable=False),
    Column("row_id", WholeNumber, nullable=False),
    # I(nsert), U(pdate), D(elete), or R(ange): the inserted keys row_id to last_row_id.
    Column("op", Text, nullable=False),
    # The company the row belongs to, where it belongs to one.
    Column("owner_id", WholeNumber),
    # Updates: the changed columns before and after. Deletes: the whole row before.
    Column("before", JsonValue),
    Column("after", JsonValue),
    Column("last_row_id", WholeNumber),
    Index(None, "step_id"),
    Index(None, "table_name", "row_id"),
    Index(None, "owner_id"),
    info=UNRECORDED,
)
"""Every edit of a recorded row, written by triggers; the order of `id` is the order of edits."""

recorder_context = Table(
    "recorder_context",
    Record.metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    # The step under way; empty whenever no action runs.
    Column("step_id", WholeNumber),
    # The table whose inserts are noted as a range instead of one by one.
    Column("silent_table", Text),
    info=UNRECORDED,
)
"""One row that tells the triggers of SQLite which step they write for. PostgreSQL has
settings of the transaction for that, and leaves the table empty."""

key_blocks = Table(
    "key_blocks",
    Record.metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("next_key", WholeNumber, nullable=False),
    info=UNRECORDED,
)
"""One row: the first key that no writer has reserved yet. All tables share the keys."""

counters = Table(
    "counters",
    Record.metadata,
    Column("name", Text, primary_key=True),
    Column("value", WholeNumber, nullable=False),
    info=UNRECORDED,
)
"""The last number given out for each kind of number; undoing an action gives none back."""

book_facts = Table(
    "book_facts",
    Record.metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    info=UNRECORDED,
)
"""What the book says of itself: its identity, when it was made, the salt of its hashes."""

files = Table(
    "files",
    Record.metadata,
    Column("sha256", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("added_at", Instant, nullable=False),
    info=UNRECORDED,
)
"""The bytes of attachments and made PDFs, each once, by their SHA-256."""

HISTORY_TABLES = (steps, step_edits, recorder_context, key_blocks, counters, book_facts, files)
"""The tables every book has, whatever else is in it."""


def key_before(column: str) -> ColumnElement[int]:
    """Read out of a noted edit the key that a column of the row held before it."""
    # Not as_integer(), which means 32 bits on PostgreSQL.
    return cast(step_edits.c.before[column].as_string(), WholeNumber)
