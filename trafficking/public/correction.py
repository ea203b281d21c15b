"""“Something is wrong here”: the one public form. No account, e-mail or cookie; nothing about the sender is kept."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from trafficking.limits import Limit, comes_from_elsewhere
from trafficking.models import Correction, Organisation
from trafficking.models.correction import MOST_CHARACTERS
from trafficking.public import titles
from trafficking.public.errors import error_page
from trafficking.texts import text

#: Five at once from one address, then one every ten minutes; sixty at once from everybody, then one a minute.
limit = Limit(each=(5, 600), everybody=(60, 60))


class CorrectionForm(forms.ModelForm):
    """`company` is a trap: people do not see it, programs fill it in."""

    company = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    class Meta:
        model = Correction
        fields = ("part", "text")
        labels = {"part": gettext_lazy("What is wrong?"), "text": gettext_lazy("What is right?")}
        widgets = {"part": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 5, "maxlength": MOST_CHARACTERS})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["part"].choices = Correction.Part.choices


@csrf_exempt  # without a cookie there is no authority to borrow: docs/decisions/0006-form-without-csrf-token.md
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.published().in_directory(), slug=slug)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if comes_from_elsewhere(request):
            return error_page(request, 403, _("This is not open to you"), _("Please fill in the form on our own page."))
        if form.is_valid():
            if not limit.allows(request.META.get("REMOTE_ADDR", "")):
                return _too_many(request)
            if not form.cleaned_data["company"]:
                form.instance.organisation = organisation
                form.save()
            return HttpResponseRedirect(reverse("public:correction-thanks", args=[slug]), status=303)
    context = {
        "organisation": organisation,
        "form": form,
        "window_title": titles.neutral(text(organisation, "neutral_name").value),
    }
    return render(request, "organisation/correction.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD"])
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.published().in_directory(), slug=slug)
    title = titles.neutral(text(organisation, "neutral_name").value)
    return render(request, "organisation/thanks.html", {"organisation": organisation, "window_title": title})


def _too_many(request: HttpRequest) -> HttpResponse:
    words = _("Too many messages came at once. Nothing was kept. Please try again later.")
    if settings.EMBASSY_PHONE:
        call = _("Or call the embassy: %(number)s.") % {"number": settings.EMBASSY_PHONE}
        words = f"{words} {call}"
    return error_page(request, 429, _("Please try again later"), words)
