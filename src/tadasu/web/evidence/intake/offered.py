"""What this app brings to the first page of whoever is signed in."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext_lazy as _

from tadasu.web.evidence.intake.queries import reads_reports
from tadasu.web.foundation.access import Actor
from tadasu.web.ui.parts import Said

MINE: Sequence[tuple[Callable[[Actor], bool], Said, str]] = (
    (reads_reports, _("Reports that I read"), "intake-reports"),
)
"""For whom, name, address."""
