"""The adopted versions of the confederation's rules."""
