"""The command line: each module runs one command."""
