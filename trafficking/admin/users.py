"""Staff accounts and groups: Django's own pages, with one list to type into instead of its double lists.

Here an administrator helps a colleague whose phone is lost. The secrets of a second factor have no page.
"""

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from trafficking.admin import devices

# What the packages register when their own admin is imported, here or later.
admin.site.unregister((User, Group, TOTPDevice, StaticDevice))


@admin.register(User)
class StaffAdmin(UserAdmin):
    filter_horizontal = ()
    autocomplete_fields = ("groups", "user_permissions")
    list_display = ("username", "second_factor", "first_name", "last_name", "is_staff", "is_active")

    class Media:
        js = ("admin/names.js",)

    def get_queryset(self, request):
        phone = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).annotate(has_second_factor=Exists(phone))

    @admin.display(description=_("Second factor"), boolean=True, ordering="has_second_factor")
    def second_factor(self, user):
        return user.has_second_factor

    def get_urls(self):
        reset = self.admin_site.admin_view(self.reset_second_factor)
        return [path("<int:pk>/second-factor/", reset, name="auth_user_reset_second_factor"), *super().get_urls()]

    def may_reset(self, request, user):
        """Whoever may change accounts, for everybody but themselves: their own phone is at hand, or was just lost."""
        return self.has_change_permission(request, user) and user != request.user

    def change_view(self, request, object_id, form_url="", extra_context=None):
        user = self.get_object(request, object_id)
        offered = bool(user and user.has_second_factor and self.may_reset(request, user))
        return super().change_view(request, object_id, form_url, (extra_context or {}) | {"may_reset": offered})

    def reset_second_factor(self, request, pk):
        """Asks, then does what is told in devices.reset."""
        user = self.get_object(request, pk)
        if user is None:
            raise Http404
        if not self.may_reset(request, user):
            raise PermissionDenied
        if request.method == "POST":
            devices.reset(user, request.user)
            words = gettext("The second factor of “%(name)s” is reset. The next sign-in sets up a new one.")
            messages.success(request, words % {"name": user})
            return redirect("admin:auth_user_change", pk)
        context = self.admin_site.each_context(request) | {"title": _("Reset the second factor"), "opts": self.opts}
        return TemplateResponse(request, "admin/auth/user/reset_second_factor.html", context | {"original": user})


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
