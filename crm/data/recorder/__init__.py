"""Notes every row edit of every action, by the database itself."""
