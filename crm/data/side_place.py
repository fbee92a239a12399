"""Where the side database of a book lies."""

import hashlib
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crm.data.connection import Location, is_postgresql
from crm.data.lock import side_file

ENDING = "drafts"


def side_place(location: Location) -> Path:
    """Name the side file: beside a book that is a file, else in the user's own data folder.

    There it is called by a hash of the database's address without the password, which stands
    in no file name.
    """
    if not is_postgresql(location):
        return side_file(Path(location), ENDING)
    from platformdirs import user_data_path

    named = hashlib.sha256(without_password(str(location)).encode()).hexdigest()[:24]
    return Path(user_data_path("muster")) / "drafts" / f"{named}.muster-{ENDING}"


def without_password(url: str) -> str:
    """Give the address of a database without any password, the same for each way to write it."""
    parts = urlsplit(url)
    user, _at, host = parts.netloc.rpartition("@")
    name = user.partition(":")[0]
    kept = sorted((k, v) for k, v in parse_qsl(parts.query) if "password" not in k.lower())
    place = f"{name}@{host}" if name else host
    return urlunsplit(("postgresql", place, parts.path, urlencode(kept), ""))
