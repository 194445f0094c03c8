"""Title and text of a call in a further language: what its public page says to those who read it."""

import re
from uuid import UUID

from django.db import transaction

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.funding.calls._terms import LANGUAGES, about_of, title_of
from tadasu.web.funding.calls.access import WRITE
from tadasu.web.funding.calls.models import CLOSED, Call

CODE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?")
"""A language, and a script where it needs one (BCP 47)."""


def say_in(actor: Actor, *, call: UUID, language: str, title: str, about: str) -> Call:
    """Keep the texts of a language, or take them out where both are blank. In which languages one applies is another matter: that
    says the form. Raises Call.DoesNotExist, Refused, UsageError `calls-state`, `calls-language`, `calls-title`, `calls-about`."""
    with transaction.atomic():
        found = Call.objects.select_for_update(of=("self",), no_key=True).get(id=call)
        allow(actor, WRITE.name, found)
        if found.state == CLOSED:
            raise UsageError("calls-state")
        if not CODE.fullmatch(language) or language in LANGUAGES:
            raise UsageError("calls-language", value=language[:12])
        texts = dict(found.texts)
        if title.strip() or about.strip():
            texts[language] = {"title": title_of(title), "about": about_of(about)}
        else:
            texts.pop(language, None)
        found.texts = texts
        found.changed += 1
        found.save(update_fields=["texts", "changed"])
        write_down(
            actor,
            act=WRITE.name,
            subject="calls.call",
            subject_id=found.id,
            organisation=found.organisation_id,
            detail={"language": language},
        )
    return found
