"""People, and the dated mandates that give them rights."""
