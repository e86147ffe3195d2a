"""The pure decisions: worked examples, properties, and what goes wrong."""
