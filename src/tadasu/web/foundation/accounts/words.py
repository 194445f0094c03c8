"""Names of organisations, kinds and roles, in the language of the page."""

from collections.abc import Collection

from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.accounts.roles import kinds
from tadasu.web.ui.days import language


def name_of(organisation: Organisation, told: str = "") -> str:
    """As it is called in a language (else that of the page), if it has a name there."""
    return (organisation.name_ja if (told or language()) == "ja" else "") or organisation.name


def kind_name(kind: str) -> str:
    """What kind of organisation it is."""
    return kinds()[kind].names[language()]


def role_names(kind: str, roles: Collection[str]) -> list[str]:
    """In the order of the file."""
    return [names[language()] for key, names in kinds()[kind].roles.items() if key in roles]
