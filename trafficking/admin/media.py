"""The library of pictures and documents."""

from django.contrib import admin, messages
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trafficking.admin.base import DeskAdmin
from trafficking.admin.lists import text_column
from trafficking.admin.translating import STILL_CORRECT, TranslatingScreens
from trafficking.editorial import flow, library_uses, links
from trafficking.models import Document, Image
from trafficking.models.media import same_as


class LibraryAdmin(TranslatingScreens, DeskAdmin):
    """Pictures and documents have no drafts: what is saved is public at once, and written down."""

    date_hierarchy = "created_at"
    actions = STILL_CORRECT

    @admin.display(description=_("where it is used"))
    def uses(self, item) -> str:
        lines = [(each,) for each in self.places(item)] if not item._state.adding else []
        return format_html_join("", '<div class="place">{}</div>', lines) or _("Nowhere yet.")

    def places(self, item) -> list[str]:
        """Every item and every draft that would miss it."""
        # Translators: before the name of the item that somebody drafted a new text for.
        words = gettext("Draft: {}")
        drafts = [format_html(words, self.named(each.item)) for each in library_uses.drafts(item) if each.item]
        return [*(self.named(user) for user in library_uses.places(item)), *drafts]

    def save_model(self, request, obj, form, change):
        if change:
            flow.seen(obj)
        super().save_model(request, obj, form, change)
        flow.record(obj, request.user)
        for other in same_as(obj) if "file" in form.changed_data else ():
            words = gettext("The library holds the same already: {}. Use that one and delete this.")
            self.message_user(request, format_html(words, self.named(other)), messages.WARNING)

    def get_deleted_objects(self, objs, request):
        """What is used is not deleted; also what only a draft, or a link in a text, refers to."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        used = dict.fromkeys([*protected, *(place for item in objs for place in self.places(item))])
        return deleted, counts, needed, list(used)


@admin.register(Image)
class ImageAdmin(LibraryAdmin):
    list_display = ("title", "small", "dimensions", "credit", "decorative", "created_at")
    list_filter = ("decorative",)
    search_fields = ("title", "alternative_text", "credit")
    readonly_fields = ("thumbnail", "dimensions", "square", "uses")
    fieldsets = (
        (None, {"fields": ("thumbnail", "file", "dimensions", "title")}),
        (_("In words"), {"fields": ("alternative_text", "decorative", "credit")}),
        (_("What must stay in view"), {"classes": ("collapse",), "fields": (("focal_x", "focal_y"), "square")}),
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

    @admin.display(description=_("as lists show it"))
    def square(self, image: Image) -> str:
        squares = image.squares() if image.file and image.file._committed else []
        return format_html('<img class="thumbnail" src="{}" alt="">', squares[-1].url) if squares else "–"

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

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        links.index(form.instance)

    def delete_model(self, request, obj):
        links.forget(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for document in queryset:
            self.delete_model(request, document)
