"""Tests of the room of admissions."""
