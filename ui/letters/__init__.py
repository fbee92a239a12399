"""Packs to check, print and post."""
