"""Open the words of an incident, make an item of evidence of it, let a colleague open a file's words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.evidence.custody import actions as custody
from tadasu.web.evidence.custody.models import LONGEST_LABEL, Item
from tadasu.web.evidence.incidents.access import EXTRACT, OPEN, SHARE
from tadasu.web.evidence.incidents.actions._batches import locked
from tadasu.web.evidence.incidents.models import Incident, Part
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.vault.actions import Unlocked, add_reader, open_record
from tadasu.web.foundation.vault.models import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What was written down: by field, and the other cells by the number of their column."""

    words: Mapping[str, str] = field(repr=False)
    others: Mapping[str, str] = field(repr=False)


def open_words(actor: Actor, *, incident: UUID, key: Unlocked, purpose: str, reason: str) -> Words:
    """Of an incident of a confidential file. The part that it lies in, with some hundred others, is opened; one is shown. Raises
    Incident.DoesNotExist, Refused, UsageError `incidents-public`, `incidents-ended`, and as the vault's `open_record`."""
    found = Incident.objects.get(id=incident)
    locked(actor, found.batch_id, OPEN)
    if found.public:
        raise UsageError("incidents-public")
    part = Part.objects.get(batch=found.batch_id, first__lte=found.number, last__gte=found.number)
    said = json.loads(open_record(actor, record=part.record, key=key, purpose=purpose, reason=reason).content)
    one = said["incidents"][str(found.number)]
    return Words(words=one["words"], others=one["others"])


def extract(actor: Actor, *, incident: UUID, key: Unlocked | None = None, purpose: str = "", reason: str = "") -> UUID:
    """An item of custody made of the file, of this one incident, for the file's readers; once made, it is that one. Of a
    confidential file the words are opened for it, which needs `key`, `purpose` and `reason`.

    Raises Incident.DoesNotExist, Refused, UsageError, and as custody's `derive_text`."""
    found = Incident.objects.select_related("batch").select_for_update(of=("self",), no_key=True).get(id=incident)
    batch, item = locked(actor, found.batch_id, EXTRACT)
    if found.item is not None and Item.objects.filter(id=found.item, ended="").exists():
        return found.item
    if found.public:
        said = {
            "title": found.title,
            "text": found.text,
            "party": found.named,
            "place": found.place,
            "link": found.link,
        }
        words = Words(words={name: text for name, text in said.items() if text}, others={})
    else:
        if key is None:
            raise UsageError("vault-locked")
        words = open_words(actor, incident=incident, key=key, purpose=purpose, reason=reason)
    ending = f" {found.number}"
    made = custody.derive_text(
        actor,
        item=item.id,
        how="extract",
        label=batch.label[: LONGEST_LABEL - len(ending)] + ending,
        text=_text(found, batch.attribution, words),
    )
    found.item = made
    found.save(update_fields=["item"])
    write_down(
        actor,
        act=EXTRACT.name,
        subject="incidents.incident",
        subject_id=found.id,
        organisation=found.organisation_id,
        detail={"item": str(made)},
    )
    return made


def share_words(actor: Actor, *, batch: UUID, user: UUID, key: Unlocked) -> None:
    """Let a colleague open a file and the words of its incidents, as far as the actor opens them. Raises as `custody.share`,
    UsageError `vault-reader-already` where there is nothing left that they cannot open."""
    found, item = locked(actor, batch, SHARE)
    records = list(Part.objects.filter(batch=found).values_list("record", flat=True))
    if found.mark is not None and Reader.objects.filter(record=found.mark.record, user=actor.user).exists():
        records.append(found.mark.record)
    theirs = Reader.objects.filter(user=user, pair__until=None)
    has = set(theirs.filter(record__in=[*records, item.record]).values_list("record", flat=True))
    missing = [one for one in records if one not in has]
    if not missing and item.record in has:
        raise UsageError("vault-reader-already")
    if item.record not in has:
        custody.share(actor, item=item.id, user=user, key=key)
    for record in missing:
        add_reader(actor, record=record, user=user, key=key)
    write_down(
        actor,
        act=SHARE.name,
        subject="incidents.batch",
        subject_id=found.id,
        organisation=found.organisation_id,
        detail={"reader": str(user)},
    )


def _text(found: Incident, attribution: str, words: Words) -> str:
    """As evidence: the words as they were written, then what is coded."""
    lines = [f"[{name}] {text}" for name, text in words.words.items()]
    lines += [f"[column {at}] {text}" for at, text in sorted(words.others.items(), key=lambda one: int(one[0]))]
    codes = {
        "row": found.row,
        "issues": ", ".join(found.issues),
        "indicators": ", ".join(found.indicators),
        "country": found.country,
        "region": found.region,
        "sector": found.sector,
        "good": found.good,
        "month": f"{found.month:%Y-%m}" if found.month else found.year,
        "people": found.people,
        "attribution": attribution,
    }
    return "\n".join([*lines, "", *(f"{name}: {value}" for name, value in codes.items() if value not in (None, ""))])
