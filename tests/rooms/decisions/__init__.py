"""The register, what follows from decisions, and the working plan."""
