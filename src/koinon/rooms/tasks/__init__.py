"""What needs a hand, derived from the records: one source for members and desk."""
