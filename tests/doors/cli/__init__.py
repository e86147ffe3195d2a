"""The command line, run as a function."""
