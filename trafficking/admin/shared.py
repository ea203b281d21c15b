"""What a share link shows to somebody without an account: the draft in the public frame, and a box for an answer.

No cookie is set or read, so the form has no CSRF token: docs/decisions/0006-form-without-csrf-token.md.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language_from_request, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from trafficking.admin.previewing import private, public_page
from trafficking.editorial import flow, sharing
from trafficking.editorial.rehearsal import rehearsal
from trafficking.editorial.writing import write
from trafficking.limits import Limit, comes_from_elsewhere
from trafficking.models import Remark, ShareLink

Verdict = Remark.Verdict
MOST_CHARACTERS = 2000
#: To show a draft is to write it and undo it, which on SQLite holds up everybody who writes for 0.05 to 0.25 seconds.
#: Twenty looks at once through one link, then one every three seconds; forty through all, then one a second.
looks = Limit(each=(20, 3), everybody=(40, 1))
#: As many answers as a visitor may send corrections.
answers = Limit(each=(5, 600), everybody=(60, 60))

LinkView = Callable[[HttpRequest, ShareLink], HttpResponse]


class Words(forms.CharField):
    """Plain text whose lines end as they are counted in the browser."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class AnswerForm(forms.Form):
    seen = forms.IntegerField()
    verdict = forms.ChoiceField(choices=[(each.value, each.label) for each in (Verdict.LOOKS_RIGHT, Verdict.REMARK)])
    text = Words(
        required=False,
        max_length=MOST_CHARACTERS,
        error_messages={"max_length": gettext_lazy("Please write at most %(limit_value)d characters.")},
    )

    def clean(self) -> None:
        if self.cleaned_data.get("verdict") == Verdict.REMARK and not self.cleaned_data.get("text", "_"):
            raise forms.ValidationError(_("Write what should be changed, or choose “Looks right”."))


def for_holder(view: LinkView) -> Callable[[HttpRequest, str], HttpResponse]:
    """A view of the link that a token opens, in its language; whatever it answers is private. Else one plain page."""

    @wraps(view)
    def of_token(request: HttpRequest, token: str) -> HttpResponse:
        # An error is logged with the path of the page. This one would give away the key.
        request.path = request.path_info = "/preview/"
        link = sharing.opened(token)
        with translation.override(link.language if link else get_language_from_request(request)):
            answer = view(request, link) if link else _nowhere(request)
            return answer if answer.has_header("Location") else private(answer)

    return of_token


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@for_holder
def draft(request: HttpRequest, link: ShareLink) -> HttpResponse:
    if not looks.allows(str(link.pk)):
        return _too_many(request)
    if request.method != "POST":
        return _page(request, link)
    if comes_from_elsewhere(request):
        return _said(request, 403, _("This is not open to you"), _("Please answer on the page of your link."))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        problem = " ".join(message for messages in form.errors.values() for message in messages)
        return _page(request, link, problem, status=422)
    if not answers.allows(str(link.pk)):
        return _too_many(request)
    if not sharing.answer(link, **form.cleaned_data):
        problem = _("The text has changed since you opened it. Please look at it again, then answer.")
        return _page(request, link, problem, status=409)
    # Relative, so that it needs no token.
    return HttpResponseRedirect("thanks/#main", status=303, headers={"Cache-Control": "no-store"})


@require_safe
@for_holder
def thanks(request: HttpRequest, link: ShareLink) -> HttpResponse:
    words = _("Your answer is with the embassy now. You may close this page.")
    return _said(request, 200, _("Thank you"), words, back=True)


def _page(request: HttpRequest, link: ShareLink, problem: str = "", status: int = 200) -> HttpResponse:
    """The draft, else what the rows hold; with a problem, what was typed stays."""
    item = link.item
    strip = {
        "asks": True,
        "seen": sharing.revision_of(item).number,
        "until": link.expires_at,
        "problem": problem,
        "text": request.POST.get("text", "")[:MOST_CHARACTERS],
        "most": MOST_CHARACTERS,
    }
    try:
        with rehearsal():
            if waiting := flow.draft(item):
                write(item, waiting.state)
            page = public_page(item, link.language, request, **strip, is_public=not waiting and item.is_public())
    except DatabaseError:
        # Something in the draft cannot stand beside what became public since: an address that another item has now.
        words = _("It does not fit what became public since. Please tell the person who sent you this link.")
        return _said(request, 503, _("This draft cannot be shown now"), words)
    page.status_code = max(status, page.status_code)
    return page


def _nowhere(request: HttpRequest) -> HttpResponse:
    words = _("It may have ended or been taken back. Please ask the person who sent it to you for a new one.")
    return _said(request, 404, _("This link leads nowhere"), words)


def _too_many(request: HttpRequest) -> HttpResponse:
    return _said(request, 429, _("Please try again later"), _("This link was used very often just now."))


def _said(request: HttpRequest, status: int, heading: str, words: str, back: bool = False) -> HttpResponse:
    context = {"heading": heading, "words": words, "back": back, "window_title": _("Preview")}
    return render(request, "preview/said.html", context, status=status)
