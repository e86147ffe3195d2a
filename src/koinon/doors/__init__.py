"""Doors show: who comes in, and what they see. Doors do not know one another."""
