"""The book: the only place with SQL."""
