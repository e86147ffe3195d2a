"""Tests of the room of rulebook."""
