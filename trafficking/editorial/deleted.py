"""What is asked before an item is deleted, and what is left of it afterwards."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Exists, OuterRef

from trafficking.editorial import review
from trafficking.models import Revision, ShareLink, TranslationCheck
from trafficking.models.publishing import Publishable
from trafficking.models.uses import used_in


def users_of(item: models.Model, most: int | None = None) -> list[Any]:
    """Whatever refers to an item: other items as they stand, then pending drafts (revisions) of others.

    `most` bounds how many are read of each kind.
    """
    users = used_in(item, most)
    known = {user.pk for user in users} | {item.pk}
    drafts = review.pending_drafts().filter(data__icontains=str(item.pk)).exclude(object_id__in=known)
    return [*users, *(draft for draft in drafts[:most] if draft.item)]


def gone(model: type[models.Model]) -> models.QuerySet[Revision]:
    """The last known content of each item of a noun that is there no more, the newest loss first.

    Mostly of kind DELETED; of another where the row was deleted outside the desk.
    """
    later = Revision.objects.filter(
        content_type=OuterRef("content_type"), object_id=OuterRef("object_id"), number__gt=OuterRef("number")
    )
    there = model._default_manager.filter(pk=OuterRef("object_id"))
    kind = ContentType.objects.get_for_model(model)
    last = Revision.objects.filter(~Exists(later.of_rows()), ~Exists(there), content_type=kind)
    return last.of_rows().order_by("-created_at", "-number")


def purge(before: datetime) -> int:
    """Forget for good all items that are gone since before a moment: content, history, remarks, share links.

    Returns how many items.
    """
    number = 0
    for model in apps.get_app_config("trafficking").get_models():
        if issubclass(model, Publishable):
            keys = list(gone(model).filter(created_at__lt=before).values_list("object_id", flat=True))
            number += len(keys)
            with transaction.atomic():
                for key in keys:
                    _forget(model, key)
    return number


def _forget(model: type[models.Model], key: Any) -> None:
    # Not installed in the public process, which imports this module too.
    from django.contrib.admin.models import LogEntry

    about = {"content_type": ContentType.objects.get_for_model(model), "object_id": key}
    revisions = Revision.objects.filter(**about)
    # They refer to one another, and protect what they refer to.
    revisions.update(base=None, draft=None)
    for rows in (revisions, ShareLink.objects.filter(**about), TranslationCheck.objects.filter(**about)):
        rows.delete()
    LogEntry.objects.filter(content_type=about["content_type"], object_id=str(key)).delete()
