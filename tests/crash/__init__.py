"""Tests that kill: what was acknowledged is there, what was not is not, and nothing is half."""
