"""Add: bytes come by address, file or paste and wait; what a person then says of them makes an article and an item of custody."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction

from tadasu.schema import UsageError
from tadasu.web.evidence.custody.access import RECEIVE
from tadasu.web.evidence.custody.actions import receive
from tadasu.web.evidence.custody.models import LONGEST_LABEL
from tadasu.web.evidence.press import queries
from tadasu.web.evidence.press._fetching import FILE, PAGE, checked_address, fetch
from tadasu.web.evidence.press._likeness import MOST, fingerprints, is_suspect
from tadasu.web.evidence.press._reading import read
from tadasu.web.evidence.press._writing import Told, counts_as, values_of, write_down
from tadasu.web.evidence.press.access import ADD
from tadasu.web.evidence.press.actions.changing import numbered, passages_said
from tadasu.web.evidence.press.models import SEEN, TAKEN, Article, Entry, Kept, Likeness, Pending, Print
from tadasu.web.foundation.access import Actor, acting, allow, may
from tadasu.web.foundation.accounts.actor import person, steward
from tadasu.web.foundation.accounts.models import Organisation

MOST_PENDING = 20
"""Pages that one person may have fetched and neither added nor discarded."""

_SUGGESTED = 10
"""Likely repetitions of one article that are shown: those with most in common."""


def take_page(actor: Actor, *, organisation: UUID, url: str, entry: UUID | None = None) -> Pending:
    """Fetch a page, to be confirmed. The outlet sees that this server looked. Raises Refused, UsageError as `fetch` and `read`,
    `press-have`, `press-pending-many`, `press-entry`."""
    allow(actor, ADD.name, Organisation(id=organisation))
    _room(actor, organisation)
    entry = _entry(organisation, entry).id if entry is not None else None
    found = fetch(url)
    return _wait(
        actor, organisation, found.content, url=found.url, how="feed" if entry else "address", entry=entry,
        media_type=found.media_type, charset=found.charset,
    )  # fmt: skip


def take_bytes(
    actor: Actor, *, organisation: UUID, content: bytes, url: str = "", entry: UUID | None = None
) -> Pending:
    """A saved page, a PDF or a text, as somebody's file. Raises as `take_page`, but for the fetching."""
    allow(actor, ADD.name, Organisation(id=organisation))
    _room(actor, organisation)
    if len(content) > FILE:
        raise UsageError("press-too-large", most=str(FILE // 1_000_000))
    entry = _entry(organisation, entry).id if entry is not None else None
    return _wait(actor, organisation, content, url=checked_address(url) if url else "", how="file", entry=entry)


def take_text(actor: Actor, *, organisation: UUID, text: str, url: str = "", entry: UUID | None = None) -> Pending:
    """A text as it was copied out of a page. Raises as `take_bytes`."""
    allow(actor, ADD.name, Organisation(id=organisation))
    _room(actor, organisation)
    content = text.replace("\r\n", "\n").encode("utf-8", "replace")
    if len(content) > PAGE:
        raise UsageError("press-too-large", most=str(PAGE // 1_000_000))
    entry = _entry(organisation, entry).id if entry is not None else None
    return _wait(
        actor, organisation, content, url=checked_address(url) if url else "", how="text", entry=entry,
        media_type="text/plain", charset="utf-8",
    )  # fmt: skip


def discard(actor: Actor, *, pending: UUID) -> None:
    """Nothing is kept of what was fetched. Raises Pending.DoesNotExist."""
    queries.pending_of(actor, pending).delete()


def add(actor: Actor, *, pending: UUID, told: Told, passages: Sequence[str] = ()) -> Article:
    """What came becomes an article, and an item of custody with the fingerprint of its bytes; other bytes than before under one
    address become the next version beside the first. Texts that are nearly the same are noted for a person to judge.

    Raises Pending.DoesNotExist, Refused, UsageError as `values_of` and `passages_said`, `press-have`, `press-meanwhile`.
    """
    with transaction.atomic():
        found = queries.pending_of(actor, pending)
        allow(actor, ADD.name, found)
        content = bytes(found.content)
        text = "" if found.media == "pdf" else _text(found, content)
        said = passages_said(passages, text)
        values = values_of(told)
        values["outlet_key"] = counts_as(found.organisation_id, told, values)
        digest = hashlib.sha256(content).digest()
        _refuse_had(found.organisation_id, digest)
        before = _before(found.organisation_id, str(values["url"]))
        article = Article(
            id=found.id,  # so that a form that is sent twice leads to it
            organisation_id=found.organisation_id,
            text=text,
            passage="\n\n".join(one for one, _ in said),
            retrieved_on=found.retrieved_on,
            added_by_id=person(actor),
            how=found.how,
            digest=digest,
            earlier=before.id if before else None,
            number=before.number + 1 if before else 1,
            **values,
        )
        article.item = _received(actor, article, digest)
        try:
            with transaction.atomic():
                article.save(force_insert=True)
        except IntegrityError:  # somebody else added it meanwhile
            raise UsageError("press-meanwhile") from None
        Kept.objects.create(
            article=article, organisation_id=article.organisation_id, media=found.media, content=content
        )
        numbered(actor, article, said)
        _fingerprint(article)
        _taken(actor, found, article)
        found.delete()
        write_down(actor, ADD, article, {"how": article.how, "version": article.number, "passages": len(said)})
    return article


def _room(actor: Actor, organisation: UUID) -> None:
    if Pending.objects.filter(organisation=organisation, user=actor.user).count() >= MOST_PENDING:
        raise UsageError("press-pending-many", most=str(MOST_PENDING))


def _wait(
    actor: Actor, organisation: UUID, content: bytes, *, url: str, how: str, entry: UUID | None, media_type: str = "",
    charset: str = "",
) -> Pending:  # fmt: skip
    """Keep bytes until somebody says what they are; what cannot be read is refused before."""
    with transaction.atomic():
        kind = read(content, media_type=media_type, charset=charset, url=url).kind
        _refuse_had(organisation, hashlib.sha256(content).digest())
        return Pending.objects.create(
            organisation_id=organisation,
            user_id=person(actor),
            url=url,
            how=how,
            media=kind,
            charset=charset,
            content=content,
            entry=entry,
        )


def _text(pending: Pending, content: bytes) -> str:
    kind = "text/html" if pending.media == "html" else "text/plain"
    return read(content, media_type=kind, charset=pending.charset, url=pending.url).text


def _refuse_had(organisation: UUID, digest: bytes) -> None:
    """Raises UsageError `press-have` where the very bytes are here, `press-going` where they were erased and go tonight."""
    had = Article.objects.filter(organisation=organisation, digest=digest).first()
    if had is None:
        return
    if not queries.there().filter(id=had.id).exists():
        raise UsageError("press-going")
    raise UsageError("press-have", title=had.title)


def _before(organisation: UUID, url: str) -> Article | None:
    """The last version at this address, held so that two do not follow on it."""
    if not url:
        return None
    rows = Article.objects.select_for_update(no_key=True).filter(organisation=organisation, url=url, ended_on=None)
    return rows.order_by("-number").first()


def _received(actor: Actor, article: Article, digest: bytes) -> UUID:
    """As an item of custody. Who may add and not receive (an editor) has the organisation's steward do it; who added it stands in
    the article and in the record of acts."""
    organisation = Organisation(id=article.organisation_id)
    keeper = actor if may(actor, RECEIVE.name, organisation) else None
    if keeper is not None:
        return _receive(keeper, article, digest)
    keeper = steward(organisation)
    with acting(keeper):
        return _receive(keeper, article, digest)


def _receive(actor: Actor, article: Article, digest: bytes) -> UUID:
    return receive(
        actor,
        organisation=article.organisation_id,
        kind="report",
        label=f"{article.outlet}: {article.title}"[:LONGEST_LABEL],
        digest=digest,
        public=True,
        language=article.language,
        origin_of=article.id,
    )


def _fingerprint(article: Article) -> None:
    """Keep the fingerprints of its text, and note those that share many of them; not those of its own address."""
    values = sorted(fingerprints(article.text))[:MOST]
    if not values:
        return
    theirs = Print.objects.filter(organisation=article.organisation_id, value__in=values)
    shared: dict[UUID, int] = {}
    for other in theirs.exclude(article=article).values_list("article", flat=True):
        shared[other] = shared.get(other, 0) + 1
    Print.objects.bulk_create(
        (Print(organisation_id=article.organisation_id, article=article, value=one) for one in values), batch_size=1000
    )
    article.prints = len(values)
    article.save(update_fields=["prints"])
    there = Article.objects.filter(id__in=shared, ended_on=None)
    if article.url:
        there = there.exclude(url=article.url)
    near = [
        (shared[one.id] * 100 // min(one.prints, len(values)), one)
        for one in there
        if is_suspect(shared[one.id], one.prints, len(values))
    ]
    near.sort(key=lambda pair: (-pair[0], str(pair[1].id)))
    for share, like in near[:_SUGGESTED]:
        Likeness.objects.create(
            organisation_id=article.organisation_id, article=article, other=like, share=min(share, 100)
        )


def _entry(organisation: UUID, entry: UUID) -> Entry:
    found = Entry.objects.filter(id=entry, organisation=organisation, state=SEEN).first()
    if found is None:
        raise UsageError("press-entry")
    return found


def _taken(actor: Actor, pending: Pending, article: Article) -> None:
    """The entry of a feed through which it came is taken, if it still waits."""
    if pending.entry is not None:
        Entry.objects.filter(id=pending.entry, state=SEEN).update(
            state=TAKEN, article=article.id, decided_by=person(actor)
        )
