"""What all pages of the desk share. The nouns are in the files beside this one."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import Q
from django.forms import CheckboxSelectMultiple, Field
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst, smart_split, unescape_string_literal
from js_asset import Media
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline
from modeltranslation.fields import TranslationField

from trafficking.admin import lists
from trafficking.admin.tool import Tool
from trafficking.editorial.translations import translated_fields
from trafficking.models.searchable import in_all


class DeskFields:
    """Form fields as the desk shows them, on the pages of items and in the rows of their children."""

    formfield_overrides: ClassVar = {
        models.URLField: {"assume_scheme": "https"},
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
    }

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # A cross beside a choice reads as "not this one", and would delete it everywhere.
            field.widget.can_delete_related = field.widget.can_view_related = False
            # What another item says is changed on its own page, as a draft.
            field.widget.can_change_related = False
        if field and isinstance(db_field, TranslationField):
            # The language switch goes by this, and so does the browser's spell check.
            field.widget.attrs |= {"lang": db_field.language, "spellcheck": "true"}
        return field

    def formfield_for_manytomany(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Field | None:
        if db_field.name not in self.get_autocomplete_fields(request):
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class DeskAdmin(DeskFields, TranslationAdmin):
    list_per_page = 50
    save_on_top = False
    show_facets = admin.ShowFacets.ALLOW

    class Media:
        js = ("admin/editor-style.js", "admin/language-switch.js", "admin/names.js")

    def get_changelist(self, request, **kwargs):
        return lists.DeskList

    def tools(self, request: HttpRequest, item: models.Model) -> list[Tool]:
        """What can be done with an item, above its form; the parts of the desk add theirs."""
        return []

    def list_tools(self, request: HttpRequest) -> list[Tool]:
        """What can be done with the whole list, above it; the parts of the desk add theirs."""
        return []

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"list_tools": self.list_tools(request), **(extra_context or {})})

    def screen(self, item: models.Model, name: str, *arguments: Any) -> str:
        """The address of one of an item's own screens ("publish"), as `get_urls` names it."""
        options = self.opts
        return reverse(f"admin:{options.app_label}_{options.model_name}_{name}", args=[item.pk, *arguments])

    def list_address(self, name: str = "changelist") -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}")

    def screen_name(self, name: str) -> str:
        """The name under which `get_urls` adds the screen."""
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def named(self, user) -> str:
        """An item as the question before deleting names it: its noun, and a link to its page."""
        noun = capfirst(user._meta.verbose_name)
        try:
            address = reverse(f"admin:{user._meta.app_label}_{user._meta.model_name}_change", args=[user.pk])
        except NoReverseMatch:
            return f"{noun}: {user}"
        return format_html('{}: <a href="{}">{}</a>', noun, address, user)

    def get_search_fields(self, request):
        """`search_fields` name a translated field without a language; all its columns are searched."""
        return tuple(column for name in self.search_fields for column in self._columns(name))

    def _columns(self, name: str) -> tuple[str, ...]:
        """The columns behind a name: four for a translated one, also behind a relation ("person__name")."""
        model, path = self.model, name.split("__")
        for step in path[:-1]:
            model = model._meta.get_field(step).related_model
        return in_all(name) if path[-1] in translated_fields(model) else (name,)

    def get_search_results(self, request, queryset, search_term):
        """All words, each in some column. In several spellings: SQLite knows no capitals beyond A to Z."""
        for bit in smart_split(search_term):
            word = unescape_string_literal(bit) if bit[0] in "\"'" and bit[0] == bit[-1] else bit
            found = Q()
            for column in self.get_search_fields(request):
                for spelling in {word, word.lower(), word.upper(), word.capitalize()}:
                    found |= Q(**{f"{column}__icontains": spelling})
            queryset = queryset.filter(found)
        return queryset, False

    def render_change_form(self, request, context, *args, **kwargs):
        # The rich text editor brings one inline import map; the nonce admits it.
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        return super().render_change_form(request, context, *args, **kwargs)


class DeskInline(DeskFields, TranslationStackedInline):
    extra = 0
