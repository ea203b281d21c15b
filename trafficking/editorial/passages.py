"""Every text and every address that stands in an item, with the words by which staff know its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils.text import capfirst

from trafficking.editorial import richtext
from trafficking.editorial.capture import captured_columns
from trafficking.models.fields import RichTextField
from trafficking.models.publishing import Keyed
from trafficking.signals import SILENT_MODELS


@dataclass(frozen=True, slots=True)
class Passage:
    """What one column of one row holds; never empty."""

    column: models.Field
    value: str
    #: The row inside the item: empty for the item itself, else "services/<key>".
    place: str = ""
    row: models.Model | None = None

    @property
    def field(self) -> str:
        """The name of the field without a language."""
        return name_and_language(self.column)[0]

    @property
    def language(self) -> str:
        """The language; "" for a column that is not translated."""
        return name_and_language(self.column)[1]

    @property
    def label(self) -> str:
        return label(self.column, self.row if self.place else None)

    @property
    def is_rich(self) -> bool:
        return isinstance(self.column, RichTextField)

    @property
    def is_address(self) -> bool:
        return isinstance(self.column, models.URLField)

    @property
    def is_secret(self) -> bool:
        """Whether it belongs to a confidential address: no message may repeat it."""
        return bool(getattr(self.row, "is_confidential", False))

    @property
    def blocks(self) -> tuple[richtext.Block, ...]:
        """The paragraphs of a text, without marks."""
        if self.is_rich:
            return richtext.read(self.value).blocks
        return tuple(richtext.Block("p", line.strip()) for line in self.value.splitlines() if line.strip())

    @property
    def text(self) -> str:
        """The words alone, a paragraph a line."""
        return "\n".join(block.text for block in self.blocks)

    @property
    def links(self) -> tuple[richtext.Anchor, ...]:
        """The links in a rich text."""
        return richtext.read(self.value).links if self.is_rich else ()

    @property
    def addresses(self) -> list[str]:
        """Where its links lead, each once."""
        found = [self.value] if self.is_address else [link.href for link in self.links]
        return list(dict.fromkeys(address for address in found if address))


def of(item: models.Model) -> list[Passage]:
    """All texts for readers and all addresses of an item and its children, in the order of their columns."""
    return [passage for place, row in rows(item) for passage in of_row(row, place)]


def rows(item: models.Model) -> Iterator[tuple[str, models.Model]]:
    """The item and its children, each with its place."""
    yield "", item
    for name in getattr(item, "children", ()):
        for child in getattr(item, name).all():
            yield f"{name}/{child.pk}", child


def of_row(row: models.Model, place: str) -> Iterator[Passage]:
    for column in columns(type(row)):
        if value := column.value_from_object(row):
            yield Passage(column, str(value), place, row)


def columns(model: type[models.Model]) -> list[models.Field]:
    """The columns that hold a text for readers or an address: translated ones, rich texts and URLs."""
    unseen = getattr(model, "unseen", ())
    found = []
    for column in captured_columns(model):
        field, language = name_and_language(column)
        if field not in unseen and (language or isinstance(column, RichTextField | models.URLField)):
            found.append(column)
    return found


def name_and_language(column: models.Field) -> tuple[str, str]:
    """A column's field: "body_ru" is ("body", "ru"), "website" is ("website", "")."""
    translated = getattr(column, "translated_field", None)
    return (translated.name, column.language) if translated else (column.name, "")


def label(column: models.Field, child: models.Model | None = None) -> str:
    """A column as staff know it: "Text (Russian)"; of a child with its name: "Service “Legal help”: details (Russian)".

    The setting MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME adds the language.
    """
    name = str(column.verbose_name)
    return capfirst(f"{child._meta.verbose_name} “{child}”: {name}" if child is not None else name)


def nouns() -> list[type[models.Model]]:
    """The models whose rows are items of content; their children are not among them."""
    content = [
        model
        for model in apps.get_app_config("trafficking").get_models()
        if issubclass(model, Keyed) and model._meta.model_name not in SILENT_MODELS
    ]
    children = {model._meta.get_field(name).related_model for model in content for name in model.children}
    return [model for model in content if model not in children]
