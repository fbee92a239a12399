"""Tests of the room of letters."""
