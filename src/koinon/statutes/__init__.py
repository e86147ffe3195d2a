"""Pure decisions of a confederation: rules in, explained results out; no database, no clock, no framework."""
