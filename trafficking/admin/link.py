"""Outgoing links: whether they still work, and where each stands. Written by `check_links`, read here."""

from collections.abc import Iterable
from itertools import groupby
from urllib.parse import urlsplit

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from trafficking.editorial import link_check, passages
from trafficking.editorial.values import moment
from trafficking.models import Heartbeat, Link, LinkUse

#: How many items a row of the list names; the link's own page names all.
FEW = 3


class UsedFilter(admin.SimpleListFilter):
    title = _("where it stands")
    parameter_name = "noun"

    def lookups(self, request, model_admin):
        kinds = LinkUse.objects.order_by().values_list("content_type__model", flat=True).distinct()
        names = {noun._meta.model_name: noun._meta.verbose_name_plural for noun in passages.nouns()}
        return [(kind, capfirst(names[kind])) for kind in sorted(kinds) if kind in names]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(uses__content_type__model=self.value()).distinct()


@admin.register(Link)
class LinkAdmin(admin.ModelAdmin):
    list_display = ("address", "state_chip", "noticed", "few_places", "asked")
    list_filter = ("state", UsedFilter)
    list_per_page = 50
    search_fields = ("address", "final_address")
    show_facets = admin.ShowFacets.ALLOW
    fields = ("opened", "state_chip", "noticed", "status_code", "leads_to", "failures", "asked", "places")
    readonly_fields = fields
    actions = ("found_right",)

    def get_queryset(self, request):
        """Those that stand somewhere, with their places."""
        return super().get_queryset(request).exclude(uses=None).distinct().prefetch_related("uses__item")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_judge_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may say that a link is right as it is."""
        return request.user.has_perm("trafficking.change_link")

    def changelist_view(self, request, extra_context=None):
        last = Heartbeat.last("check_links")
        words = gettext("Links were last asked on %(moment)s.") % {"moment": moment(last)} if last else ""
        words = words or gettext("Links have not been asked yet: manage.py check_links does it.")
        return super().changelist_view(request, {**(extra_context or {}), "subtitle": words})

    @admin.display(description=_("state"), ordering="state")
    def state_chip(self, link: Link) -> str:
        return format_html('<span class="chip link-{}">{}</span>', link.state, link.get_state_display())

    @admin.display(description=_("what was noticed"))
    def noticed(self, link: Link) -> str:
        words = link.get_problem_display() if link.problem else "–"
        host = urlsplit(link.final_address).hostname if link.problem == Link.Problem.ELSEWHERE else None
        return f"{words} ({host})" if host else words

    @admin.display(description=_("asked"), ordering="checked_at")
    def asked(self, link: Link) -> str:
        return moment(link.checked_at) if link.checked_at else "–"

    @admin.display(description=_("address"))
    def opened(self, link: Link) -> str:
        return _outside(link.address)

    @admin.display(description=_("where it leads"))
    def leads_to(self, link: Link) -> str:
        return _outside(link.final_address) if link.final_address else "–"

    @admin.display(description=_("where it stands"))
    def places(self, link: Link) -> str:
        return _lines(place(use) for use in link.uses.all())

    @admin.display(description=_("where it stands"))
    def few_places(self, link: Link) -> str:
        """The first items, each with all its fields."""
        items = [list(uses) for _key, uses in groupby(link.uses.all(), lambda use: use.object_id)]
        more = len(items) - FEW
        if more <= 0:
            return _lines(place(*uses) for uses in items)
        words = ngettext("and %(number)d more item", "and %(number)d more items", more) % {"number": more}
        shown = (place(*uses) for uses in items[:FEW])
        return _lines([*shown, format_html('<a href="{}">{}</a>', _page(link), words)])

    @admin.action(description=_("I looked at it: it is right as it is"), permissions=["judge"])
    def found_right(self, request, queryset):
        looked = [link for link in queryset if link.state in {Link.State.LOOK, Link.State.MOVED}]
        for link in looked:
            link_check.accept(link)
        LogEntry.objects.log_actions(request.user.pk, looked, CHANGE, gettext("Found right as it is."))
        words = ngettext("%(number)d link is right as it is.", "%(number)d links are right as they are.", len(looked))
        self.message_user(request, words % {"number": len(looked)}, messages.SUCCESS)


def place(use: LinkUse, *others: LinkUse) -> str:
    """One place in words: the item, linked, and the field as staff know it; `others` are further fields of the item."""
    if use.item is None:
        return gettext("an item that is gone")
    noun, page = type(use.item), _page(use.item)
    address = f"{page}#{use.language}" if use.language else page
    named = format_html('<a href="{}">{}</a>', address, use.item) if page else use.item
    fields = ", ".join(dict.fromkeys(_field(each, noun) for each in (use, *others)))
    return format_html("{}: {}, {}", capfirst(noun._meta.verbose_name), named, fields)


def _lines(lines: Iterable[str]) -> str:
    return format_html_join("", '<div class="place">{}</div>', ((line,) for line in lines))


def _field(use: LinkUse, noun: type) -> str:
    """The name of the field, of a child with its noun."""
    child = use.row.partition("/")[0]
    model = noun._meta.get_field(child).related_model if child else noun
    column = model._meta.get_field(f"{use.field}_{use.language}" if use.language else use.field)
    return f"{model._meta.verbose_name}: {column.verbose_name}" if child else str(column.verbose_name)


def _page(item) -> str:
    try:
        return reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_change", args=[item.pk])
    except NoReverseMatch:
        return ""


def _outside(address: str) -> str:
    """A link that tells the other site nothing about the desk."""
    if not address.startswith(("https://", "http://")):
        return address
    return format_html('<a href="{0}" rel="noreferrer noopener">{0}</a>', address)
