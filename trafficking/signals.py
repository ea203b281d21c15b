"""Every change of content moves the content version, in the transaction of the change.

`QuerySet.update()` and `bulk_create()` send no signals: whoever uses them calls `caching.moved`.
"""

from django.apps import apps
from django.db.models.signals import m2m_changed, post_delete, post_save

from trafficking import caching

#: Models whose change can alter what the help directory finds or counts.
DIRECTORY_MODELS = {
    "organisation",
    "service",
    "phone",
    "location",
    "servicetype",
    "situation",
    "area",
    "audience",
    "language",
}
#: Rows that are no content.
SILENT_MODELS = {
    "contentversion",
    "correction",
    "heartbeat",
    "link",
    "linkuse",
    "remark",
    "revision",
    "sharelink",
    "starterrecord",
    "translationcheck",
}


def content_changed(sender, **kwargs) -> None:
    if kwargs.get("action", "post_").startswith("pre_"):
        return
    names = {sender._meta.model_name}
    if instance := kwargs.get("instance"):
        names.add(instance._meta.model_name)
    caching.moved(*([caching.DIRECTORY] if names & DIRECTORY_MODELS else []))


def connect() -> None:
    for model in apps.get_app_config("trafficking").get_models(include_auto_created=True):
        if model._meta.model_name in SILENT_MODELS:
            continue
        label = model._meta.label_lower
        if model._meta.auto_created:
            m2m_changed.connect(content_changed, sender=model, dispatch_uid=f"content {label}")
        else:
            post_save.connect(content_changed, sender=model, dispatch_uid=f"content saved {label}")
            post_delete.connect(content_changed, sender=model, dispatch_uid=f"content deleted {label}")
