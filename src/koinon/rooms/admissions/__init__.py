"""Applications for membership, from the first draft to the last word."""
