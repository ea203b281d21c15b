"""What visitors say is wrong: read here, settled here, never rewritten."""

from django.contrib import admin

from trafficking.models import Correction


@admin.register(Correction)
class CorrectionAdmin(admin.ModelAdmin):
    list_display = ("__str__", "state", "received_on", "text")
    list_filter = ("state", "part")
    list_select_related = ("organisation",)
    list_per_page = 50
    readonly_fields = ("organisation", "part", "text", "received_on")
    fields = (*readonly_fields, "state", "note")

    def has_add_permission(self, request):
        return False
