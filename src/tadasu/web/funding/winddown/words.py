"""What codes of winding up are called, in the language of the page."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from tadasu.schema import UsageError
from tadasu.web.funding.winddown.models import ASKED, DONE, DROPPED, ERASE, RUNNING, SHUT
from tadasu.web.funding.winddown.scope import IDENTITIES, LETTERS, REVIEWS, ROUTES
from tadasu.web.ui.sentences import sentence

_NAMES: Mapping[str, Callable[[], str]] = {
    SHUT: lambda: _("Shut"),
    ERASE: lambda: _("Erase"),
    ASKED: lambda: _("asked, and nobody agreed yet"),
    RUNNING: lambda: _("going on"),
    DONE: lambda: _("done"),
    DROPPED: lambda: _("not done: nobody agreed, or it was taken back"),
    IDENTITIES: lambda: _("Who grantees and applicants are"),
    ROUTES: lambda: _("Ways of payment"),
    LETTERS: lambda: _("Letters, files, agreements, reports"),
    REVIEWS: lambda: _("Reviews and incidents"),
}


def mode_name(mode: str) -> str:
    """Shut or erase."""
    return _NAMES[mode]()


def state_name(state: str) -> str:
    """How far it is."""
    return _NAMES[state]()


def rank_name(rank: str) -> str:
    """What of the desk."""
    return _NAMES[rank]()


def kept_text(code: str, count: int) -> str:
    """How many records something keeps, and what says so."""
    return f"{count}: {sentence(UsageError(code))} ({code})"
