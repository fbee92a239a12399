"""Lists of any length: ids first, rows when painted."""
