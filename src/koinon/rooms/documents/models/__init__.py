"""Tables: the library's documents and editions; papers and pictures that pages show."""

from koinon.rooms.documents.models.library import Adoption, Document, Edition
from koinon.rooms.documents.models.pages import Paper, Picture, PictureRendition

__all__ = ["Adoption", "Document", "Edition", "Paper", "Picture", "PictureRendition"]
