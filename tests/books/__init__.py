"""Books for tests: an empty one is built once for each engine and copied for each test."""
