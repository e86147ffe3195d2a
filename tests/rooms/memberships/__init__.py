"""Tests of the room of memberships."""
