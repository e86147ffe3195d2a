"""Tests of the room of dues."""
