"""Meetings from the plan to the approved minutes."""
