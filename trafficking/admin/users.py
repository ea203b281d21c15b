"""Staff accounts and groups: Django's own pages, with one list to type into instead of its double lists."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User

admin.site.unregister((User, Group))


@admin.register(User)
class StaffAdmin(UserAdmin):
    filter_horizontal = ()
    autocomplete_fields = ("groups", "user_permissions")

    class Media:
        js = ("admin/names.js",)


@admin.register(Group)
class StaffGroupAdmin(GroupAdmin):
    filter_horizontal = ()
    autocomplete_fields = ("permissions",)

    class Media:
        js = ("admin/names.js",)


@admin.register(Permission)
class PermissionAdmin(admin.ModelAdmin):
    """Not a page of its own: the lists above find the rights here."""

    search_fields = ("name", "content_type__model")
    list_select_related = ("content_type",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("content_type")

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
