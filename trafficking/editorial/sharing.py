"""Links that show a draft to somebody without an account: one item in one language, until a day.

A link's token is 256 random bits and a signature. Of the bits only a hash is stored, so that nobody who reads the
database can open a link; the signature says that the token was made here, so that guessing reaches no database, and
that nobody who only writes into the database can make one. When a link ends stands in its row, where it can be changed.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import models, transaction
from django.utils import timezone

from trafficking.editorial import flow, review
from trafficking.models import Revision, ShareLink


def make(item: models.Model, language: str, reader: str, days: int, author: Any) -> tuple[ShareLink, str]:
    """A new link and its token, which nobody can find out later."""
    flow.seen(item, author)  # so that there is something that a remark can be about
    bits = secrets.token_urlsafe(32)
    ends = timezone.now() + timedelta(days=days)
    link = ShareLink.objects.create(
        token_hash=_hash(bits), item=item, language=language, reader=reader, created_by=author, expires_at=ends
    )
    return link, _signer().sign(bits)


def opened(token: str) -> ShareLink | None:
    """The link of a token, if it still leads to an item."""
    try:
        bits = _signer().unsign(token)
    except BadSignature:
        return None
    link = ShareLink.objects.open().filter(token_hash=_hash(bits)).first()
    return link if link and link.item else None


def take_back(link: ShareLink) -> None:
    """From now on the link leads nowhere."""
    ShareLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())


def revision_of(item: models.Model) -> Revision:
    """What the reader of a link is shown: the draft that waits, else what the rows were last known to hold."""
    return flow.pending(item) or Revision.objects.of(item).of_rows()[0]


def answer(link: ShareLink, seen: int, verdict: str, text: str) -> bool:
    """Write down what the reader says about the revision of that number; False if there is a newer one."""
    with transaction.atomic():
        item = flow.locked(link.item)
        revision = flow.pending(item) or flow.seen(item)
        if revision.number != seen:
            return False
        review.say(revision, verdict, text=text, share_link=link)
        return True


def _signer() -> Signer:
    return Signer(sep=".", salt="trafficking.share_link")


def _hash(bits: str) -> str:
    return hashlib.sha256(bits.encode()).hexdigest()
