"""Finding anything by typing, one file for each engine behind one function."""
