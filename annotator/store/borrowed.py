"""Another project file, borrowed for a merge: a private copy of it, checked whole, attached as `other` for reading.

A copy, so that what was checked is what is taken in, and nobody who has the file open has to wait.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.store import chain
from annotator.store.backup import copy_to
from annotator.store.connection import Connection, connect
from annotator.store.failures import DamagedError, translate_system
from annotator.store.merged import RefusedError
from annotator.store.opening import open_reading
from annotator.store.parcels import parcel_of
from annotator.store.stages import Stages
from annotator.store.verify import beside_chain

_PROJECT = "(SELECT value FROM {schema}.meta WHERE id = 'project')"
_LATEST = f"{1 << 47:012x}"  # a later time is no time: nothing could ever come after it


@contextmanager
def borrowed(connection: Connection, path: Path, stages: Stages) -> Iterator[None]:
    """Attach a checked copy of the project file at `path`; raises RefusedError and what opening it raises.

    The stages told of are "copy", "chain" and "rows".
    """
    if path.resolve() == connection.path:
        raise RefusedError("{file} is the open project itself. Choose another copy of it, or a parcel.", file=path)
    source = open_reading(path.resolve())
    try:
        with _folder(connection.path) as folder:
            copy = folder / "other.annotator"
            stages.of("copy")(0, 1)
            copy_to(source, copy)
            _check(copy, path, stages)
            connection.execute("ATTACH ? AS other", (f"{copy.as_uri()}?mode=ro",))
            try:
                yield
            finally:
                connection.execute("DETACH other")
    finally:
        source.close()


@contextmanager
def _folder(project: Path) -> Iterator[Path]:
    try:
        folder = TemporaryDirectory(prefix="annotator-")
    except OSError as error:
        raise translate_system(error, project) from error
    with folder:
        yield Path(folder.name).resolve()


def _check(copy: Path, path: Path, stages: Stages) -> None:
    connection = connect(copy, read_only=True)
    try:
        broken = chain.broken(connection, stages.of("chain"))
        found = beside_chain(connection, stages.of("rows"))
        is_dated = not connection.value(
            "SELECT 1 FROM change WHERE substr(hlc, 1, 12) >= ? OR substr(hlc, 1, 17) NOT GLOB ? LIMIT 1",
            (_LATEST, "[0-9a-f]" * 16 + "-"),
        )
    except DamagedError as error:  # it names the copy, which nobody knows of
        raise RefusedError(
            "{file} was not taken in: it is damaged; a value in it cannot be read. Get it again from where it came.",
            file=path,
        ) from error
    finally:
        connection.close()
    if broken:
        raise RefusedError(
            "{file} was not taken in: its history was cut or changed after it was written ({count} steps are not what "
            "was recorded). Get it again from where it came.",
            file=path,
            count=len(broken),
        )
    if found:
        raise RefusedError(
            "{file} was not taken in: it is damaged or was changed by something else. {reason} "
            "Get it again from where it came.",
            file=path,
            reason=found[0],
        )
    if not is_dated:
        raise RefusedError("{file} was not taken in: its steps carry times that cannot be. Get it again.", file=path)


def check_belonging(connection: Connection, path: Path) -> None:
    """Raise RefusedError unless the attached file is a copy or a parcel of the project of the connection."""
    if connection.value(f"SELECT {_PROJECT.format(schema='main')} IS NOT {_PROJECT.format(schema='other')}"):
        title = connection.value("SELECT value FROM other.meta WHERE id = 'title'")
        raise RefusedError(
            "{file} belongs to another project (“{title}”), so nothing was taken in. Choose a copy or a parcel of "
            "this one.",
            file=path,
            title=title or "?",
        )
    if parcel_of(connection) is not None:
        raise RefusedError(
            "This project is a parcel itself, so it takes nothing in. Open the project that it came from, and take "
            "{file} in there.",
            file=path,
        )
    if parcel_of(connection, "other") is not None:
        _check_documents(connection, path)


def _check_documents(connection: Connection, path: Path) -> None:
    known = "SELECT 1 FROM main.row_change r WHERE r.row_id = o.id AND r.table_name = 'document'"
    name = connection.value(
        f"SELECT o.name FROM other.document o WHERE NOT EXISTS ({known}) AND o.id IN "
        "(SELECT json_each.value FROM other.meta, json_each(other.meta.value, '$.documents') WHERE meta.id = 'parcel')"
    )
    if name is not None:
        raise RefusedError(
            "{file} was not taken in: it holds the document “{name}”, which this copy of the project never had. "
            "Merge with the copy that made the parcel first.",
            file=path,
            name=name,
        )
    name = connection.value(
        "SELECT o.name FROM other.document o JOIN main.document m ON m.id = o.id WHERE m.text <> o.text"
    )
    if name is not None:
        raise RefusedError(
            "{file} was not taken in: its document “{name}” has another text than here. Get it again from where it "
            "came.",
            file=path,
            name=name,
        )
