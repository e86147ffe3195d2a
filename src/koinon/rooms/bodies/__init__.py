"""Who sits in the confederation's bodies, since when, until when, by which decision."""
