"""One file of a form, in memory and no further than a bound: it is read before it is kept, and never lies on disk by itself."""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler

from tadasu.web.evidence.press._fetching import FILE


class InMemory(MemoryFileUploadHandler):
    """What goes beyond the bound is read and dropped: a file that is one byte too long says that it is too long."""

    def handle_raw_input(self, *arguments: Any, **named: Any) -> None:
        """Always ours, whatever the form's length says."""
        self.activated, self.held = True, 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Another part of a file."""
        taken = raw_data[: max(0, FILE + 1 - self.held)]
        self.held += len(taken)
        self.file.write(taken)
