"""The secretariat's desk, in Wagtail's frame."""
