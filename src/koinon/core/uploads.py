"""How much a request may upload: more is refused before a byte of it is kept."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class MeasuredUploads(FileUploadHandler):
    """Stands before the handlers that keep files and lets no request pass that says it is too large.

    A request that does not say how large it is has, to WSGI, no content at all.
    """

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        """Look at the length before anything is read."""
        if content_length > settings.KOINON_LARGEST_UPLOAD:
            raise RequestDataTooBig(f"{content_length} bytes are more than may be uploaded at once")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand a piece on as it is."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers after this one."""
