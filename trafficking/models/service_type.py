"""The vocabulary of help: what is offered, for which situation, where, for whom, in which language."""

from typing import ClassVar

from babel import Locale, UnknownLocaleError
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from trafficking.models.publishing import PublishableQuerySet
from trafficking.models.vocabulary import Positioned, Term, unique_slug


class Facet:
    """What the directory is filtered by."""

    #: Its name in addresses.
    facet: ClassVar[str]

    def get_preview_url(self) -> str | None:
        slug = getattr(self, "slug", None)
        return f"{reverse('public:directory')}?{self.facet}={slug}" if slug else None


class Situation(Facet, Term):
    """A door into the directory: what has happened to the reader, in the reader's words."""

    facet = "situation"

    lead = models.TextField(_("lead"), null=True, blank=True, help_text=_("One or two short sentences under the name."))

    class Meta(Term.Meta):
        verbose_name = _("situation")
        verbose_name_plural = _("situations")
        constraints = [*Term.Meta.constraints, unique_slug("situation")]


class ServiceType(Facet, Term):
    """A kind of help, such as legal help. What one organisation offers of it is a Service."""

    facet = "service"

    description = models.TextField(
        _("description"), null=True, blank=True, help_text=_("What a person gets, in one or two plain sentences.")
    )
    situations = models.ManyToManyField(
        Situation, verbose_name=_("situations"), related_name="service_types", blank=True
    )

    class Meta(Term.Meta):
        verbose_name = _("service type")
        verbose_name_plural = _("service types")
        constraints = [*Term.Meta.constraints, unique_slug("servicetype")]


class Area(Facet, Term):
    """A place that is served. A search for a town also finds what serves the whole country."""

    facet = "area"

    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        related_name="parts",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )

    class Meta(Term.Meta):
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints = [*Term.Meta.constraints, unique_slug("area")]

    def clean(self) -> None:
        super().clean()
        seen, area = {self.pk}, self.parent
        while area is not None:
            if area.pk in seen:
                raise ValidationError({"parent": _("An area cannot be part of itself.")})
            seen.add(area.pk)
            area = area.parent


class Audience(Facet, Term):
    """For whom a service is meant."""

    facet = "audience"

    class Meta(Term.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        constraints = [*Term.Meta.constraints, unique_slug("audience")]


class LanguageQuerySet(PublishableQuerySet):
    def slugged(self) -> "LanguageQuerySet":
        """Languages that can stand in an address."""
        return self.exclude(code=None).exclude(code="")


class Language(Facet, Positioned):
    """A language in which help is spoken. Its names come from Unicode's CLDR through Babel."""

    facet = "language"

    code = models.CharField(
        _("code"),
        max_length=35,
        null=True,
        blank=True,
        help_text=_("The standard code (BCP 47): lv, en, ru, uk, de, pl, zh …"),
    )
    search_words = models.TextField(
        _("search words"),
        null=True,
        blank=True,
        help_text=_("Words people really type for this language, separated by commas or line breaks. Never shown."),
    )

    required_to_publish = ("code",)
    unseen = ("search_words",)

    objects = LanguageQuerySet.as_manager()

    class Meta(Positioned.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        constraints = [*Positioned.Meta.constraints, unique_slug("language", "code")]

    def __str__(self) -> str:
        return self.name_in(get_language() or "lv")

    @property
    def slug(self) -> str | None:
        """What stands for the language in an address, as `slug` does for every other term."""
        return self.code

    def name_in(self, language: str) -> str:
        """The name of this language in another one ("Ukrainian" in English), or its code."""
        if not self.code:
            return str(_("(no code yet)"))
        return Locale.parse(language).languages.get(self.code, self.code)

    def clean(self) -> None:
        super().clean()
        if not self.code:
            return
        try:
            Locale.parse(self.code, sep="-")
        except (ValueError, UnknownLocaleError):
            raise ValidationError({"code": _("This code is not known. Write it as in lv, en, ru, uk, de.")}) from None
