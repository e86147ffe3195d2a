"""The public website: who we are, what it costs, how to reach us."""
