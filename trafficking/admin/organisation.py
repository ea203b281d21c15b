"""Organisations with what they offer, their numbers and their places."""

from collections.abc import Iterator

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField
from phonenumber_field.phonenumber import PhoneNumber

from trafficking.admin.base import DeskInline
from trafficking.admin.lists import text_column
from trafficking.admin.published import PUBLISHING, PublishedAdmin
from trafficking.admin.sheets import SheetScreens
from trafficking.admin.verifying import DueFilter, Verifying, checked_today
from trafficking.editorial.confidential import SEES_CONFIDENTIAL
from trafficking.models import Location, Organisation, Phone, Service


class ServiceInline(DeskInline):
    model = Service
    fields = (("service_type", "free", "basis"), "details", "eligibility", "papers_needed", "not_needed")


class NumberInput(AdminTextInputWidget):
    """Shows a stored number as it is read aloud: +371 67 000 001. What was typed wrongly stays as typed."""

    input_type = "tel"

    def format_value(self, value):
        return value.as_international if isinstance(value, PhoneNumber) and value.is_valid() else str(value or "")


class PhoneInline(DeskInline):
    model = Phone
    formfield_overrides = {**DeskInline.formfield_overrides, PhoneNumberField: {"widget": NumberInput}}
    fields = (
        ("number", "kind", "position"),
        "label",
        ("toll_free", "around_the_clock"),
        "opening_hours",
        "languages",
    )


class LocationInline(DeskInline):
    model = Location
    fields = (
        "visibility",
        ("street", "city"),
        ("postcode", "country"),
        "name",
        ("latitude", "longitude", "position"),
    )
    radio_fields = {"visibility": admin.VERTICAL}

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if request.user.has_perm(SEES_CONFIDENTIAL):
            return rows
        return rows.exclude(visibility=Location.Visibility.CONFIDENTIAL)


@admin.register(Organisation)
class OrganisationAdmin(SheetScreens, Verifying, PublishedAdmin):
    list_display = (text_column("name", _("name")), "kind", "in_directory", "verified_on", "position")
    list_filter = ("in_directory", DueFilter, "kind", "services__service_type")
    search_fields = ("name", "other_names", "neutral_name", "slug", "summary")
    actions = (*PublishedAdmin.actions, checked_today)
    prepopulated_fields = {"slug": ("neutral_name",)}
    autocomplete_fields = ("logo",)
    inlines = (PhoneInline, ServiceInline, LocationInline)
    fieldsets = (
        (None, {"fields": ("in_directory", "name", "kind", "summary", "description", "alert")}),
        (_("How to reach it"), {"fields": ("website", "email", "opening_hours")}),
        (_("Whom it helps"), {"fields": ("areas", "languages", "audiences")}),
        (_("When contact details were checked"), {"fields": ("review_interval_days",)}),
        (_("Names and address"), {"fields": ("neutral_name", "slug", "other_names", "logo", "position")}),
        PUBLISHING,
    )

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        hidden = 0
        if obj and not request.user.has_perm(SEES_CONFIDENTIAL):
            hidden = obj.locations.filter(visibility=Location.Visibility.CONFIDENTIAL).count()
        if hidden:
            words = ngettext(
                "%(number)d confidential address of this organisation is not shown to you.",
                "%(number)d confidential addresses of this organisation are not shown to you.",
                hidden,
            )
            self.message_user(request, words % {"number": hidden}, messages.INFO)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for words in likenesses(form.instance):
            self.message_user(request, words, messages.WARNING)


def likenesses(organisation: Organisation) -> Iterator[str]:
    """What this organisation shares with others, in words: it may have been entered twice."""
    others = Phone.objects.exclude(organisation=organisation).select_related("organisation")
    for phone in others.filter(number__in=organisation.phones.values("number")):
        words = gettext("%(other)s has the number %(number)s too. Is it the same organisation?")
        yield words % {"other": phone.organisation, "number": phone.number.as_international}
    if not organisation.website:
        return
    for other in Organisation.objects.exclude(pk=organisation.pk).exclude(website=None):
        if bare(other.website) == bare(organisation.website):
            words = gettext("%(other)s has the website %(website)s too. Is it the same organisation?")
            yield words % {"other": other, "website": other.website}


def bare(website: str) -> str:
    """An address without what makes no difference: scheme, “www.”, last slash, capitals."""
    return website.lower().partition("://")[2].removeprefix("www.").rstrip("/")
