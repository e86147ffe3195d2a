"""The access matrix: every address of the house, every kind of person, and the rules of who may see and do what."""
