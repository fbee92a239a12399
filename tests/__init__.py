"""Mirrors crm and ui; journeys drive the real window, rules hold the house together."""
