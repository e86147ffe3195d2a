"""The desk's forms, one an action: they ask for its inputs and give them in its types."""
