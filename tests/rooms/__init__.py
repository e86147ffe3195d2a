"""Tests of the rooms: for every action success, refusal on the same set-up, journal line."""
