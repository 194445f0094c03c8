"""Redact: of a text that its reader opened, marked passages and typed words are taken out; what is left becomes an item beside
it. What was typed and what was taken out is kept nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from tadasu.schema import UsageError
from tadasu.web.evidence.custody.access import DERIVE, OPEN
from tadasu.web.evidence.custody.actions import derive_text, open_item
from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.custody.queries import item_of
from tadasu.web.evidence.intake import documents
from tadasu.web.evidence.intake.questions import form
from tadasu.web.evidence.library._redaction import Redacted, left_over, passages, redacted
from tadasu.web.evidence.library.models import Redaction
from tadasu.web.evidence.library.words import words
from tadasu.web.evidence.press.queries import article_of_item
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.vault.actions import Unlocked, open_again
from tadasu.web.foundation.vault.models import SealedFile, SealedRecord

LONGEST, MOST_PASSAGES, MOST_WORDS, LEAST_LETTERS = 100_000, 600, 60, 2
HOW = "redaction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is to go: passages (number -> ground), and words that go wherever they stand, all for one ground."""

    taken: Mapping[int, str] = field(default_factory=dict)
    words: tuple[str, ...] = field(default=(), repr=False)
    ground: str = ""


def text_of(actor: Actor, *, item: UUID, key: Unlocked, purpose: str = "", reason: str = "") -> str | None:
    """The text of an item: opened for a purpose with a reason, or shown again to whoever opened it in the last half hour (None
    where there is nobody). Of a report all answers in words. Raises Item.DoesNotExist, Refused, UsageError `library-no-text` for
    a file, `library-text-long`, `custody-ended`, and as the vault."""
    found = item_of(actor, item)
    allow(actor, OPEN.name, found)
    allow(actor, DERIVE.name, found)
    if found.ended:
        raise UsageError("custody-ended")
    if found.record is None:
        article = article_of_item(actor, item)
        return _short(article.text if article is not None else "")
    if SealedFile.objects.filter(record=found.record).exists():
        raise UsageError("library-no-text")
    if reason:
        said = open_item(actor, item=item, key=key, purpose=purpose, reason=reason).text
    else:
        content = open_again(actor, record=found.record, key=key)
        said = content.decode("utf-8", "replace") if content is not None else None
    return None if said is None else _short(_plain(found, said))


def preview(text: str, chosen: Chosen) -> Redacted:
    """What would be kept, checked. Raises UsageError `library-nothing-chosen`, `library-ground`, `library-word`,
    `library-left-over`."""
    known = {one.number for one in passages(text)}
    if not chosen.taken and not chosen.words:
        raise UsageError("library-nothing-chosen")
    grounds = set(chosen.taken.values()) | ({chosen.ground} if chosen.words else set())
    if grounds - set(words("grounds")) or set(chosen.taken) - known:
        raise UsageError("library-ground")
    short = [one for one in chosen.words if sum(sign.isalnum() for sign in one) < LEAST_LETTERS]
    if short or len(chosen.words) > MOST_WORDS:
        raise UsageError("library-word", least=str(LEAST_LETTERS), most=str(MOST_WORDS))
    made = redacted(text, taken=chosen.taken, words=chosen.words, ground=chosen.ground)
    if left_over(made.text, original=text, taken=[*chosen.taken], words=chosen.words):
        raise UsageError("library-left-over")
    return made


def keep(actor: Actor, *, item: UUID, text: str, chosen: Chosen, label: str, language: str = "") -> UUID:
    """The redacted text becomes an item made of this one, for the same readers. Raises as `preview`, and as custody's
    `derive_text`; UsageError `library-nothing-found` when nothing was taken out, `library-label` where the label, which is not
    sealed, says something of it."""
    made = preview(text, chosen)
    if left_over(label, original=text, taken=[*chosen.taken], words=chosen.words):
        raise UsageError("library-label")
    if not made.grounds:
        raise UsageError("library-nothing-found")
    with transaction.atomic():
        id = derive_text(actor, item=item, how=HOW, label=label, text=made.text, language=language)
        Redaction.objects.create(
            organisation_id=item_of(actor, id).organisation_id,
            item=id,
            of=item,
            grounds=list(made.grounds),
            user_id=person(actor),
        )
    return id


def _plain(item: Item, said: str) -> str:
    """Of a report the words that were typed, a paragraph an answer; any other text as it is."""
    sealed = SealedRecord.objects.filter(id=item.record).first() if item.record else None
    if sealed is None or sealed.kind != documents.KIND:
        return said
    report = documents.read(said.encode())
    answered = (report.words(one.id) for one in form().questions() if one.in_words)
    return "\n\n".join(one for one in answered if one.strip())


def _short(text: str) -> str:
    if not text.strip():
        raise UsageError("library-no-text")
    if len(text) > LONGEST or len(passages(text)) > MOST_PASSAGES:
        raise UsageError("library-text-long", most=str(MOST_PASSAGES))
    return text.replace("\r\n", "\n")
