"""The pages of the members' area, one module a place."""
