"""Tests, in the order of the house: statutes, core, adapters, rooms, doors, browser, crash, house."""
