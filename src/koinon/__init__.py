"""Koinon runs a confederation whose members are organisations."""
