"""What this app offers on the first page, for each organisation of whoever is signed in."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tadasu.web.evidence.incidents.access import SEE
from tadasu.web.foundation.access import Act
from tadasu.web.ui.parts import Said

OFFERED: Sequence[tuple[Act, Said, str]] = ((SEE, _("Documented incidents"), "incidents-list"),)
"""Act, name, address."""
