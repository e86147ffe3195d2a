"""Tests of the room of declarations."""
