"""The tables of the book as mapped classes, one file for each family."""
