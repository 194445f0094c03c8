"""What may be done in the library: keep a search, say what is asked about, redact, propose a finding for publication."""

from tadasu.web.evidence.library.actions.asking import ask_about
from tadasu.web.evidence.library.actions.publishing import Telling, document_of, propose
from tadasu.web.evidence.library.actions.redacting import Chosen, keep, preview, text_of
from tadasu.web.evidence.library.actions.saving import count_news, delete, look, save

__all__ = [
    "Chosen",
    "Telling",
    "ask_about",
    "count_news",
    "delete",
    "document_of",
    "keep",
    "look",
    "preview",
    "propose",
    "save",
    "text_of",
]
