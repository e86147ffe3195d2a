"""Rooms remember: one Django app per word of the field, each with tables, actions and queries."""
