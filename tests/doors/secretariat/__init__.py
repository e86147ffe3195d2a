"""The secretariat's desk over HTTP."""
