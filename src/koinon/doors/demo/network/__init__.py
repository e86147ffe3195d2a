"""The demo's network: 27 invented members in 16 countries, made through the house's own actions.

`members.toml` says who they are, `register.py` puts them on record, `story.py` tells day by day what
happened, `steps.py` does what it tells, `calendar.py` keeps the day.
"""

from koinon.doors.demo.network.building import build_network

__all__ = ["build_network"]
