"""What was done to a file before it was sealed, in words, and what its sender wished. What is cleaned, and how: `_cleaning`."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tadasu.web.foundation.vault._cleaning import Cleaning

__all__ = ["Cleaning", "cleaning_text", "sent_text", "wished"]

ASKED, WISHED = "cleaning", "clean"
"""Fields of a form (templates/vault/cleaning.html): that it was asked whether a picture is to be cleaned, and yes. A browser says
nothing of a box that is not checked, and what was never asked must not pass for a no."""


def wished(fields: Mapping[str, Any]) -> bool:
    """Whether pictures are to be cleaned: unless somebody was asked and said no."""
    return WISHED in fields or ASKED not in fields


def cleaning_text(cleaning: Cleaning) -> str:
    """For readers of a file."""
    match cleaning:
        case Cleaning.CLEANED:
            return _("Cleaned when it came in: what the picture said of device, time and place was taken out.")
        case Cleaning.UNCLEANABLE:
            return _("Not cleaned: files of its kind cannot be. It may say who made it, when and where.")
        case Cleaning.CHOSEN:
            return _("Not cleaned: its sender chose so. It may say who made it, when and where.")
    return _("Not cleaned: it is kept as it was sent. It may say who made it, when and where.")


def sent_text(cleaning: Cleaning) -> str:
    """For whoever just sent a file."""
    match cleaning:
        case Cleaning.CLEANED:
            return _("Your file is sealed. What the picture said of device, time and place was taken out before.")
        case Cleaning.UNCLEANABLE:
            return _("Your file is sealed. It is kept as it is: files of its kind cannot be cleaned.")
    return _("Your file is sealed. It is kept as it is, as you chose.")
