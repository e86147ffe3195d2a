"""The library: who may open which document, in which version, and how long it holds; papers and pictures of pages."""
