"""No upload ever lies on disk in plain: a form's files stay in memory, below a limit. Larger ones are streamed and sealed
as they come, through a door of their own."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler

LIMIT = 2_500_000
"""Bytes of all files of a form together."""


class NothingIsSpooled(MemoryFileUploadHandler):
    """Keeps files in memory; more than the limit is refused with all that came before it."""

    def handle_raw_input(self, *arguments: Any, **named: Any) -> None:
        """Always ours, whatever the form's length says."""
        self.activated, self.held = True, 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Another part of a file."""
        self.held += len(raw_data)
        if self.held > LIMIT:
            raise RequestDataTooBig(LIMIT)
        self.file.write(raw_data)
