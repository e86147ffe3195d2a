"""Benchmarks: each module prints a table; bench/README.md says how to read them."""
