"""The recorder's triggers on PostgreSQL: one function for all recorded tables.

The step it writes for stands in the setting `muster.step` of the transaction. The function
takes the column that names the owning company as its argument.
"""

from sqlalchemy import Connection, Table

_PREFIX = "recorder_"

OUTSIDE = "recorder: an edit outside a step"
"""What the engine says when something other than an action edits a recorded row."""

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION recorder_note() RETURNS trigger LANGUAGE plpgsql AS $recorder$
DECLARE
    step bigint := nullif(current_setting('muster.step', true), '')::bigint;
    old_row jsonb;
    new_row jsonb;
    old_part jsonb;
    new_part jsonb;
BEGIN
    IF step IS NULL THEN
        RAISE EXCEPTION '{OUTSIDE}';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF current_setting('muster.silent', true) IS NOT DISTINCT FROM TG_TABLE_NAME THEN
            RETURN NULL;
        END IF;
        new_row := to_jsonb(NEW);
        INSERT INTO step_edits (step_id, table_name, row_id, op, owner_id)
        VALUES (step, TG_TABLE_NAME, NEW.id, 'I', (new_row ->> TG_ARGV[0])::bigint);
    ELSIF TG_OP = 'DELETE' THEN
        old_row := to_jsonb(OLD);
        INSERT INTO step_edits (step_id, table_name, row_id, op, owner_id, before)
        VALUES (step, TG_TABLE_NAME, OLD.id, 'D', (old_row ->> TG_ARGV[0])::bigint, old_row);
    ELSE
        IF OLD.id IS DISTINCT FROM NEW.id THEN
            RAISE EXCEPTION 'recorder: a key never changes';
        END IF;
        old_row := to_jsonb(OLD);
        new_row := to_jsonb(NEW);
        SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, new_row -> o.key)
          INTO old_part, new_part
          FROM jsonb_each(old_row) AS o
         WHERE o.value IS DISTINCT FROM new_row -> o.key;
        IF old_part IS NOT NULL THEN
            INSERT INTO step_edits
                (step_id, table_name, row_id, op, owner_id, before, after)
            VALUES (step, TG_TABLE_NAME, NEW.id, 'U', (new_row ->> TG_ARGV[0])::bigint,
                    old_part, new_part);
        END IF;
    END IF;
    RETURN NULL;
END
$recorder$
"""  # noqa: S608  the one value in it is a text of ours


def install(connection: Connection, tables: tuple[Table, ...]) -> None:
    """Put the function and the triggers of all recorded tables in place."""
    remove(connection)
    _run(connection, _FUNCTION)
    for table in tables:
        _run(
            connection,
            f"CREATE TRIGGER {_PREFIX}{table.name} AFTER INSERT OR UPDATE OR DELETE"
            f" ON {table.name} FOR EACH ROW EXECUTE FUNCTION recorder_note('{_owner(table)}')",
        )


def remove(connection: Connection) -> None:
    """Take all triggers of the recorder away, before tables are rebuilt."""
    rows = connection.exec_driver_sql(
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE t.tgname LIKE 'recorder\\_%%' AND NOT t.tgisinternal"
        " AND c.relnamespace = current_schema()::regnamespace"
    ).all()
    for name, table in rows:
        _run(connection, f'DROP TRIGGER "{name}" ON "{table}"')


def installed(connection: Connection) -> dict[str, str]:
    """Read the triggers of the recorder that are in place and switched on, and its function."""
    rows = connection.exec_driver_sql(
        "SELECT t.tgname, c.relname, encode(t.tgargs, 'escape')"
        " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE t.tgname LIKE 'recorder\\_%%' AND t.tgenabled <> 'D'"
        " AND c.relnamespace = current_schema()::regnamespace"
    ).all()
    found = {name: f"{table} {str(argument).split(chr(92))[0]}" for name, table, argument in rows}
    body = connection.exec_driver_sql(
        "SELECT prosrc FROM pg_proc WHERE proname = 'recorder_note'"
        " AND pronamespace = current_schema()::regnamespace"
    ).scalar()
    if body is not None:
        found["recorder_note"] = str(body).strip()
    return found


def wanted(tables: tuple[Table, ...]) -> dict[str, str]:
    """Write what `installed` ought to read."""
    found = {f"{_PREFIX}{table.name}": f"{table.name} {_owner(table)}" for table in tables}
    found["recorder_note"] = _FUNCTION.split("$recorder$")[1].strip()
    return found


def _run(connection: Connection, sql: str) -> None:
    connection.exec_driver_sql(sql.replace("%", "%%"))


def _owner(table: Table) -> str:
    if table.name == "companies":
        return "id"
    return "company_id" if "company_id" in table.c else ""
