"""The library of pictures and documents."""

from django.contrib import admin
from django.template.defaultfilters import filesizeformat
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from trafficking.admin.base import DeskAdmin
from trafficking.admin.lists import text_column
from trafficking.admin.translating import STILL_CORRECT, TranslatingScreens
from trafficking.editorial import flow
from trafficking.models import Document, Image
from trafficking.models.media import used_in


class LibraryAdmin(TranslatingScreens, DeskAdmin):
    """Pictures and documents have no drafts: what is saved is public at once, and written down."""

    date_hierarchy = "created_at"
    actions = STILL_CORRECT

    def save_model(self, request, obj, form, change):
        if change:
            flow.seen(obj, request.user)
        super().save_model(request, obj, form, change)
        flow.record(obj, request.user)

    @admin.display(description=_("where it is used"))
    def uses(self, item) -> str:
        lines = [(self.named(user),) for user in used_in(item)] if item.pk else []
        return format_html_join("", "<div>{}</div>", lines) or _("Nowhere yet.")

    def named(self, user) -> str:
        """An item as the question before deleting names it: its noun, and a link to its page."""
        noun = capfirst(user._meta.verbose_name)
        try:
            address = reverse(f"admin:{user._meta.app_label}_{user._meta.model_name}_change", args=[user.pk])
        except NoReverseMatch:
            return f"{noun}: {user}"
        return format_html('{}: <a href="{}">{}</a>', noun, address, user)


@admin.register(Image)
class ImageAdmin(LibraryAdmin):
    list_display = ("title", "small", "dimensions", "credit", "decorative", "created_at")
    list_filter = ("decorative",)
    search_fields = ("title", "alternative_text", "credit")
    readonly_fields = ("thumbnail", "dimensions", "uses")
    fieldsets = (
        (None, {"fields": ("thumbnail", "file", "dimensions", "title")}),
        (_("In words"), {"fields": ("alternative_text", "decorative", "credit")}),
        (_("What must stay in view"), {"classes": ("collapse",), "fields": (("focal_x", "focal_y"),)}),
        (_("Use"), {"fields": ("uses",)}),
    )

    @admin.display(description=_("picture"))
    def thumbnail(self, image: Image) -> str:
        # While a form with errors is shown, the new file is not stored yet and has no address.
        if not image.file or not image.file._committed:
            return "–"
        return format_html('<img class="thumbnail" src="{}" alt="{}">', self.smallest(image), image.title)

    @admin.display(description=_("picture"))
    def small(self, image: Image) -> str:
        return self.thumbnail(image)

    def smallest(self, image: Image) -> str:
        """The address of the smallest copy every browser shows."""
        copies = [copy for copy in image.variants() if copy.format == "webp"]
        return copies[0].url if copies else image.file.url

    @admin.display(description=_("size"))
    def dimensions(self, image: Image) -> str:
        return f"{image.width} × {image.height}" if image.width else "–"


@admin.register(Document)
class DocumentAdmin(LibraryAdmin):
    list_display = (text_column("title", _("title")), "media_format", "readable_size", "language", "created_at")
    list_filter = ("language", "media_format")
    search_fields = ("title", "note", "url")
    readonly_fields = ("uses",)
    fieldsets = (
        (None, {"fields": ("title", "language", "note")}),
        (_("Where it lies"), {"fields": ("file", "url", ("media_format", "size"))}),
        (_("Use"), {"fields": ("uses",)}),
    )

    @admin.display(description=_("size"), ordering="size")
    def readable_size(self, document: Document) -> str:
        return filesizeformat(document.size) if document.size else "–"

    def get_deleted_objects(self, objs, request):
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, needed, [*protected, *(self.named(user) for item in objs for user in used_in(item))]
