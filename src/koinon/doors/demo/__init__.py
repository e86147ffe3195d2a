"""The demo only: its people with one-click sign-in, and the mail that never left."""
