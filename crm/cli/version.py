"""Which version of the program this is."""

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """Tell the version of this program, as it is installed or as the source says."""
    try:
        return version("muster")
    except PackageNotFoundError:
        # Run from the source without being installed.
        import tomllib
        from pathlib import Path

        source = Path(__file__).resolve().parents[2] / "pyproject.toml"
        return str(tomllib.loads(source.read_text(encoding="utf-8"))["project"]["version"])
