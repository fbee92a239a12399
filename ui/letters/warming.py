"""Having what draws pages imported before it is wanted: half a second on no UI thread."""


def warm_up() -> None:
    """Import everything that draws; run in the worker, and on a reader's thread."""
    import ui.letters.drawing  # noqa: F401
