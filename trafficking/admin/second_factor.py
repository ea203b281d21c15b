"""The pages of the second factor: the gate between password and desk, and a person's recovery codes.

The desk (desk.py) leads here whoever has given the password only, and says who that is.
"""

from base64 import b32encode
from binascii import unhexlify

import django_otp
import segno
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.views import RedirectURLMixin
from django.shortcuts import redirect
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from trafficking.admin import devices

#: The name under which a sign-in keeps the secret that it shows, until the person's app has it.
KEY = "second_factor_key"
#: With so few recovery codes left, it is time for new ones.
FEW = 2


class CodeForm(forms.Form):
    """One code; `check` takes it and gives the device that knows it, or raises RefusedError."""

    code = forms.CharField(
        # Translators: six digits from an app, or a recovery code.
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *args, check, at_once, **kwargs):
        super().__init__(*args, **kwargs)
        self.check = check
        self.fields["code"].widget.attrs["autofocus"] = at_once

    def clean_code(self):
        try:
            self.device = self.check(self.cleaned_data["code"])
        except devices.RefusedError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class CodePage(RedirectURLMixin, FormView):
    """A page that asks for a code and goes on to `next`, if that is an address of this site."""

    form_class = CodeForm
    next_page = "admin:index"
    title: str
    #: Whether the cursor waits in the field: where there is nothing to read first.
    at_once = True

    def check(self, code):
        """Overridden by what takes the code here."""
        raise NotImplementedError

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"check": self.check, "at_once": self.at_once}

    def get_context_data(self, **kwargs):
        frame = admin.site.each_context(self.request) | {"title": self.title, "next": self.get_success_url()}
        return super().get_context_data(**frame | kwargs)

    def let_in(self, device):
        django_otp.login(self.request, device)
        # Who knows the key of the half-open session must not get the open one.
        self.request.session.cycle_key()

    def show_new_codes(self):
        codes = devices.new_recovery_codes(self.request.user)
        self.template_name, self.title = "admin/second_factor/codes.html", _("Your recovery codes")
        return self.render_to_response(self.get_context_data(codes=codes))


class Ask(CodePage):
    """For whoever has a second factor."""

    template_name = "admin/second_factor/ask.html"
    title = _("Second factor")

    def check(self, code):
        return devices.checked(self.request.user, code)

    def form_valid(self, form):
        self.let_in(form.device)
        left = devices.recovery_codes_left(self.request.user)
        if isinstance(form.device, StaticDevice) or left <= FEW:
            words = ngettext("You have %d recovery code left.", "You have %d recovery codes left.", left) % left
            to_do = gettext("Make new ones under “Recovery codes”.")
            messages.warning(self.request, f"{words} {to_do}")
        return redirect(self.get_success_url())


class SetUp(CodePage):
    """For whoever signs in for the first time, or for the first time after a reset.

    The secret belongs to this sign-in alone: another one, which knew the password as well, has seen another secret.
    """

    template_name = "admin/second_factor/set_up.html"
    title = _("Set up the second factor")
    at_once = False

    @property
    def key(self):
        return self.request.session.setdefault(KEY, devices.new_key())

    def check(self, code):
        return devices.set_up(self.request.user, self.key, code)

    def get_context_data(self, **kwargs):
        address = TOTPDevice(user=self.request.user, key=self.key).config_url
        picture = segno.make(address, micro=False).svg_inline(border=4, omitsize=True, dark="#000", light="#fff")
        secret = b32encode(unhexlify(self.key)).decode()
        parts = [secret[start : start + 4] for start in range(0, len(secret), 4)]
        # Lines of a drawing, nothing that anybody wrote.
        return super().get_context_data(picture=mark_safe(picture), secret=" ".join(parts), **kwargs)  # noqa: S308

    def form_valid(self, form):
        self.let_in(form.device)
        del self.request.session[KEY]
        return self.show_new_codes()


class RecoveryCodes(CodePage):
    """New recovery codes for whoever is at the desk and has the phone at hand: old ones make no new ones."""

    template_name = "admin/second_factor/recovery_codes.html"
    title = _("Recovery codes")

    def check(self, code):
        return devices.checked(self.request.user, code, recovery=False)

    def get_context_data(self, **kwargs):
        return super().get_context_data(left=devices.recovery_codes_left(self.request.user), **kwargs)

    def form_valid(self, form):
        return self.show_new_codes()
