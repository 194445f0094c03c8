"""Errors of ours in the reader's language."""

from tadasu.schema import TadasuError
from tadasu.web.ui.days import language
from tadasu.wording import error_texts


def sentence(error: TadasuError) -> str:
    """What an error says in it: one sentence, or one for each problem of a file."""
    return " ".join(error_texts(error, language()))
