"""The room of bodies: who sits where, since when, by which decision."""
