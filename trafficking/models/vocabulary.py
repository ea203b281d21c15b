"""What the nouns of the controlled vocabulary share: a slug, a place in the list, search words."""

from django.core.validators import validate_slug
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trafficking.models.publishing import Publishable, PublishableQuerySet


class Positioned(Publishable):
    """An item whose place in every list is decided by the editors."""

    position = models.PositiveSmallIntegerField(_("position"), default=100, help_text=_("Smaller numbers come first."))

    class Meta(Publishable.Meta):
        abstract = True
        ordering = ["position", "id"]


class SlugField(models.CharField):
    """A neutral, untranslated slug; empty while the item is unfinished.

    Unlike Django's own SlugField it makes no index of its own: `unique_slug` does.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("verbose_name", _("address"))
        kwargs.setdefault(
            "help_text",
            _(
                "The last part of the web address: small letters a–z, digits and hyphens. "
                "It is the same in every language, stays in a visitor's browser history, "
                "and should say nothing about anybody's situation."
            ),
        )
        super().__init__(*args, **kwargs)
        self.validators.append(validate_slug)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("help_text", None)
        kwargs.pop("verbose_name", None)
        return name, path, args, kwargs

    def get_prep_value(self, value):
        # Two unfinished items may both have no slug yet: NULLs do not clash, empty strings would.
        return super().get_prep_value(value) or None


def unique_slug(noun: str, field: str = "slug") -> models.UniqueConstraint:
    """One slug, one item. A constraint rather than `unique=True`, so that it can speak."""
    return models.UniqueConstraint(
        fields=[field],
        name=f"{noun}_{field}_unique",
        violation_error_message=_("Another item already has this address. Choose a different one."),
    )


class TermQuerySet(PublishableQuerySet):
    def slugged(self) -> "TermQuerySet":
        """Terms that can stand in an address."""
        return self.exclude(Q(slug=None) | Q(slug=""))


class Term(Positioned):
    """A word of the vocabulary that visitors filter and search by."""

    name = models.CharField(_("name"), max_length=120, null=True, blank=True)
    search_words = models.TextField(
        _("search words"),
        null=True,
        blank=True,
        help_text=_(
            "Words people really type when they look for this, separated by commas or line breaks: "
            "everyday words, short phrases, common mistakes. They are never shown."
        ),
    )
    slug = SlugField()

    required_to_publish = ("name_lv", "slug")
    unseen = ("search_words",)

    objects = TermQuerySet.as_manager()

    class Meta(Positioned.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name or self.slug or str(_("(no name yet)"))
