"""The three groups of staff and what each may do. Made by `migrate`; what was changed in them since is left alone."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

#: Child rows, which an editor takes out of a form like any other text.
ROWS = ("service", "phone", "location", "participation", "eventlink")
CONTENT = (
    *ROWS,
    *("situation", "servicetype", "area", "audience", "language", "eventkind", "organisation", "event", "person"),
    *("award", "page", "reportranking", "urgentline", "notice", "image", "document"),
)
#: What a publisher may do beyond a writer.
PUBLISHING = (
    *("publish_revision", "import_spreadsheet", "view_confidential_location"),
    *("view_correction", "change_correction"),
)
#: Staff accounts; which rights a group has is changed by a superuser alone.
ACCOUNTS = ("view_user", "add_user", "change_user", "delete_user", "view_group")


def rights() -> dict[str, Q]:
    """Each group's permissions as a condition, by its name."""
    content = Q(content_type__app_label="trafficking", content_type__model__in=CONTENT)
    writes = content & Q(codename__regex="^(view|add|change)_") & ~Q(codename="view_confidential_location")
    rows = Q(content_type__app_label="trafficking", codename__in=["view_link", *(f"delete_{row}" for row in ROWS)])
    publishes = Q(content_type__app_label="trafficking", codename__in=PUBLISHING) | content & Q(
        codename__startswith="delete_"
    )
    accounts = Q(content_type__app_label="auth", codename__in=ACCOUNTS)
    return {
        "Writer": writes | rows,
        "Publisher": writes | rows | publishes,
        "Administrator": writes | rows | publishes | accounts,
    }


def make_groups(**kwargs) -> None:
    """Make the groups that are missing; a receiver of `post_migrate`."""
    for label in ("trafficking", "auth"):
        create_permissions(apps.get_app_config(label), verbosity=0)  # Django may not have come to it yet
    for name, condition in rights().items():
        group, is_new = Group.objects.get_or_create(name=name)
        if is_new:
            group.permissions.set(Permission.objects.filter(condition))
