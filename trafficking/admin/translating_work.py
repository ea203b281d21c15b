"""What a translator sees of one item in one language, and what becomes of what they type."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django import forms
from django.contrib.admin.options import BaseModelAdmin, ModelAdmin
from django.core.exceptions import BadRequest
from django.db import DatabaseError, models
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.utils.text import capfirst

from trafficking.editorial import flow, translation_checks
from trafficking.editorial.differences import Piece, words
from trafficking.editorial.merging import State
from trafficking.editorial.rehearsal import rehearsal
from trafficking.editorial.translation_rules import Checks, Key, Place, Sheet, Standing, standing
from trafficking.editorial.translations import child_model, sheet_of
from trafficking.editorial.writing import write
from trafficking.models import Revision
from trafficking.models.fields import RichTextField


class Shown(NamedTuple):
    """An item as somebody was shown it: its rows, and the draft over them."""

    rows: Revision
    draft: Revision | None
    state: State

    @classmethod
    def now(cls, item: models.Model, reader: Any) -> "Shown":
        rows, draft = flow.seen(item, reader), flow.draft(item)
        return cls(rows, draft.revision, draft.state) if draft else cls(rows, None, rows.data)

    @classmethod
    def by_token(cls, item: models.Model, token: str) -> "Shown":
        """What a token stands for. Raises BadRequest for one that was never given out."""
        try:
            revisions = Revision.objects.of(item)
            rows, *drafts = (revisions.get(number=int(number)) for number in token.split(".")[:2])
        except (ValueError, Revision.DoesNotExist) as error:
            raise BadRequest("What was shown is not known.") from error
        return cls(rows, drafts[0], flow.on_top_of(rows.data, drafts[0])[0]) if drafts else cls(rows, None, rows.data)

    @property
    def token(self) -> str:
        return ".".join(str(each.number) for each in (self.rows, self.draft) if each)

    @property
    def author(self) -> Any:
        return (self.draft or self.rows).author


@dataclass(frozen=True, slots=True)
class Pair:
    """One text of an item: the source beside the box for its translation."""

    key: Key
    label: str
    standing: Standing
    source: str
    is_rich: bool
    #: What became of the source text since the translation was last compared with it.
    difference: list[Piece]
    #: What a colleague saved meanwhile; None when nobody did.
    theirs: str | None
    has_new_source: bool
    box: BoundField


class Work:
    """An item in one language, as it was shown; with `data` typed over it."""

    def __init__(
        self,
        admin: ModelAdmin,
        request: HttpRequest,
        item: models.Model,
        language: str,
        shown: Shown,
        data: Mapping[str, str] | None = None,
    ):
        self.admin, self.request, self.item, self.language = admin, request, item, language
        self.shown, self.data = shown, data
        self.model = type(item)
        self.texts: Sheet = sheet_of(self.model, shown.state)
        #: What somebody else saved meanwhile, and the source texts that the translator saw before, by place.
        self.theirs: dict[Key, str] = {}
        self.seen_sources: dict[Key, str] = {}

    @cached_property
    def checks(self) -> Checks:
        shown = self.shown
        return translation_checks.of_draft(self.item, shown.rows.data, shown.draft, shown.state)

    @cached_property
    def keys(self) -> list[Key]:
        """The texts that this reader may translate, those that need work first, inside that as in the form."""
        hidden = self.admin.hidden_rows(self.request, self.item)
        shown = (place for place in self.texts.texts if place.row not in hidden and self._admin_of(place.row))
        keys = (Key(*place, self.language) for place in shown)
        rows, work = list(self.names), list(Standing)

        def order(key: Key) -> tuple[int, int]:
            return work.index(self.standing(key)), rows.index(key.row) if key.row in rows else len(rows)

        return sorted((key for key in keys if self.standing(key)), key=order)

    @cached_property
    def names(self) -> dict[str, str]:
        """What the item and its rows are called, by row in the order of the form."""
        try:
            with rehearsal():
                write(self.item, self.shown.state)
                item = self.model._default_manager.get(pk=self.item.pk)
                found = {"": str(item)}
                for name in getattr(item, "children", ()):
                    found |= {f"{name}/{row.pk}": str(row) for row in getattr(item, name).all()}
                return found
        except DatabaseError:  # a draft that fits no more can still be translated
            return {"": str(self.item)}

    @cached_property
    def form(self) -> forms.Form:
        fields = {self.name_of(key): self._field(key) for key in self.keys}
        initial = {self.name_of(key): self.text(key) for key in self.keys}
        return type("TranslationForm", (forms.Form,), fields)(self.data, initial=initial)

    @property
    def pairs(self) -> list[Pair]:
        return [self._pair(key) for key in self.keys]

    @property
    def outdated(self) -> list[Key]:
        return [key for key in self.keys if self.standing(key) == Standing.OUTDATED]

    def standing(self, key: Key) -> Standing | None:
        return standing(self.texts, key, self.checks)

    def text(self, key: Key) -> str:
        """The translation that was shown."""
        return self.texts.texts[key.place][key.language]

    def count(self, *standings: Standing) -> int:
        return sum(self.standing(key) in standings for key in self.keys)

    @cached_property
    def touched(self) -> list[Key]:
        """Where something was typed that differs from what was shown."""
        posted = {key: (self.data or {}).get(self.name_of(key)) for key in self.keys}
        return [
            key
            for key, text in posted.items()
            if text is not None and plain_breaks(text) != plain_breaks(self.text(key))
        ]

    def typed(self) -> dict[Key, str | None]:
        """What was typed there, as it is stored. Call it once the form is valid."""
        found = {}
        for key in self.touched:
            value = plain_breaks(self.form.cleaned_data[self.name_of(key)])
            value = self._column(key).clean(value, None) if value else ""
            if value != self.text(key):
                found[key] = value or None
        return found

    def going_on(self, shown: Shown | None = None, **typed: str) -> "Work":
        """The same with all that was typed: over another state, or with some texts typed by the desk itself."""
        shown = shown or self.shown
        texts = sheet_of(self.model, shown.state).texts
        data = {
            self.name_of(key): self.data[self.name_of(key)] if key in self.touched else texts[key.place][key.language]
            for key in self.keys
            if key.place in texts
        }
        return Work(self.admin, self.request, self.item, self.language, shown, data | typed)

    def name_of(self, key: Key) -> str:
        """How a text is called in the form; a child's is unlike any column of the item."""
        return "-".join(filter(None, (key.row.replace("/", "-"), f"{key.field}_{key.language}")))

    def label_of(self, place: Place) -> str:
        column = self._model_of(place.row)._meta.get_field(place.field)
        if not place.row:
            return capfirst(str(column.verbose_name))
        name = self.names.get(place.row) or capfirst(str(self._model_of(place.row)._meta.verbose_name))
        return f"{name}: {column.verbose_name}"

    def _pair(self, key: Key) -> Pair:
        source, stands = self.texts.source_text(key.place), self.standing(key)
        compared = self.seen_sources.get(key)
        if compared is None and stands == Standing.OUTDATED:
            check = self.checks[key]
            compared = check.draft if check.draft is not None and self.shown.draft else check.text
        return Pair(
            key=key,
            label=self.label_of(key.place),
            standing=stands,
            source=source,
            is_rich=isinstance(self._column(key), RichTextField),
            difference=words(compared, source) if compared else [],
            theirs=self.theirs.get(key),
            has_new_source=key in self.seen_sources,
            box=self.form[self.name_of(key)],
        )

    def _field(self, key: Key) -> forms.Field:
        field = self._admin_of(key.row).formfield_for_dbfield(self._column(key), self.request)
        field.label = self.label_of(key.place)
        return field

    def _column(self, key: Key) -> models.Field:
        return self._model_of(key.row)._meta.get_field(f"{key.field}_{key.language}")

    def _model_of(self, row: str) -> type[models.Model]:
        return child_model(self.model, row.split("/")[0]) if row else self.model

    def _admin_of(self, row: str) -> BaseModelAdmin | None:
        """Who makes the boxes for a row; None where this reader may not change such rows."""
        return self._inlines.get(self._model_of(row)) if row else self.admin

    @cached_property
    def _inlines(self) -> Mapping[type[models.Model], BaseModelAdmin]:
        inlines = self.admin.get_inline_instances(self.request, self.item)
        return {each.model: each for each in inlines if each.has_change_permission(self.request, self.item)}


def with_texts(state: State, texts: Mapping[Key, str | None]) -> State:
    """A state in which some texts are others."""
    changed = deepcopy(state)
    for key, text in texts.items():
        row = changed
        for step in filter(None, key.row.split("/")):
            row = row[step]
        row[f"{key.field}_{key.language}"] = text
    return changed


def plain_breaks(text: str | None) -> str:
    """Line breaks as they are stored; browsers send others."""
    return (text or "").replace("\r\n", "\n")
