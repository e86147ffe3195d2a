"""Who is a member, in which category, since when, by which decision."""
