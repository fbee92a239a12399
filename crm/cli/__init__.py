"""The same actions and queries from the shell."""
