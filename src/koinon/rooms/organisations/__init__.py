"""Organisations, their identifiers, and what is known of them with source and date."""
