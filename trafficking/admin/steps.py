"""The steps from draft to public and back, each on a screen of its own."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from trafficking.admin import choosing
from trafficking.admin.drafting import PUBLISH
from trafficking.admin.readiness import PublishForm, Readiness, ReasonForm, readiness
from trafficking.admin.tool import Tool
from trafficking.editorial import flow, review, schedule
from trafficking.editorial.confidential import hidden_from
from trafficking.editorial.merging import merge
from trafficking.editorial.values import moment
from trafficking.models import Remark, Revision

Verdict = Remark.Verdict


class Steps:
    """Mixin: the screens "publish", "withdraw", "discard" and "clash" of an item."""

    def get_urls(self):
        screens = {
            "publish": self.publish_view,
            "withdraw": self.withdraw_view,
            "discard": self.discard_view,
            "second_look": self.second_look_view,
        }
        wrap = self.admin_site.admin_view
        own = [path(f"<uuid:key>/{name}/", wrap(view), name=self.screen_name(name)) for name, view in screens.items()]
        clash = path("<uuid:key>/clash/<uuid:aside>/", wrap(self.clash_view), name=self.screen_name("clash"))
        return [*own, clash, *super().get_urls()]

    def tools(self, request, item):
        found = super().tools(request, item)
        if flow.pending(item) and self.has_change_permission(request, item):
            words = _("Review and publish") if request.user.has_perm(PUBLISH) else _("Checks and review")
            found = [Tool(words, self.screen(item, "publish")), *found]
            found.append(Tool(_("Discard the draft"), self.screen(item, "discard")))
        if item.is_published and request.user.has_perm(PUBLISH):
            found.append(Tool(_("Take off the site"), self.screen(item, "withdraw")))
        return found

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PUBLISH)

    def readiness(self, draft: Revision, person: Any) -> Readiness:
        return readiness(draft, person)

    def publish_at_once(self, request: HttpRequest, item: models.Model) -> HttpResponseRedirect:
        """One click from the form to the public; where something is in the way, to the screen that says what."""
        if item.is_published and not flow.pending(item):
            self.message_user(request, _("Nothing was changed; visitors read it as it is."), messages.INFO)
            return HttpResponseRedirect(self.screen(item, "change"))
        draft = self.as_draft(item, request.user)
        if not readiness(draft, request.user).is_clear:
            return HttpResponseRedirect(self.screen(item, "publish"))
        wording_only = "wording_only" in request.POST
        return self._done(request, item, lambda: flow.publish(draft, request.user, wording_only=wording_only))

    def publish_view(self, request: HttpRequest, key: Any) -> HttpResponse:
        item = self._item(request, key)
        draft = flow.pending(item)
        if draft is None:
            self.message_user(request, _("There is no draft here."), messages.INFO)
            return HttpResponseRedirect(self.screen(item, "change"))
        ready = readiness(draft, request.user)
        form = PublishForm(request.POST or None, ready=ready)
        if request.method == "POST" and form.is_valid():
            if str(draft.number) != request.POST.get("draft"):
                self.message_user(request, _("The draft was changed meanwhile. Look at it again."), messages.WARNING)
                return HttpResponseRedirect(request.path)
            if answer := self._decided(request, item, draft, form):
                return answer
        context = {
            "draft": draft,
            "author": review.name_of(draft.author),
            "ready": ready,
            "form": form,
            "remarks": draft.remarks.select_related("author", "share_link"),
            "scheduled": schedule.of(item),
            "is_own": draft.author_id == request.user.pk,
            "may_publish": request.user.has_perm(PUBLISH),
            "review_required": settings.REVIEW_REQUIRED,
        }
        return self._screen_page(request, item, "publish", _("Publish"), context)

    def _decided(self, request, item, draft, form) -> HttpResponse | None:
        """Carry out the button that was pressed; None for one this person has no right to."""
        note, user = form.cleaned_data["note"], request.user
        if "_submit" in request.POST:
            return self._said(request, item, draft, Verdict.SUBMITTED, note, _("Sent for review."))
        if not user.has_perm(PUBLISH):
            raise PermissionDenied
        if "_return" in request.POST:
            return self._said(request, item, draft, Verdict.RETURNED, note, _("Sent back to its author."))
        if "_approve" in request.POST:
            if draft.author_id == user.pk:
                raise PermissionDenied
            return self._said(request, item, draft, Verdict.APPROVED, note, _("Approved. It can be published."))
        if "_unschedule" in request.POST and (scheduled := schedule.of(item)):
            schedule.unschedule(scheduled, user, note)
            self.message_user(request, _("Taken off the schedule; the draft is kept."), messages.SUCCESS)
            return HttpResponseRedirect(request.path)
        if at := form.cleaned_data["publish_at"]:
            words = _("It goes live on %(moment)s, Riga time.") % {"moment": moment(at)}
            return self._done(request, item, lambda: schedule.schedule(draft, user, at, **form.choices()), words)
        return self._done(request, item, lambda: flow.publish(draft, user, **form.choices()))

    def second_look_view(self, request: HttpRequest, key: Any) -> HttpResponse:
        """An emergency publication asks for the second person, whether or not there is a newer draft."""
        item = self._item(request, key)
        made = review.unreviewed_emergencies().filter(object_id=item.pk).first()
        if made is None:
            self.message_user(request, _("Nothing waits here for a second look."), messages.INFO)
            return HttpResponseRedirect(self.screen(item, "change"))
        is_own = made.author_id == request.user.pk
        if request.method == "POST":
            if is_own or not request.user.has_perm(PUBLISH):
                raise PermissionDenied
            return self._said(request, item, made, Verdict.APPROVED, request.POST.get("note", ""), _("Thank you."))
        context = {
            "made": made,
            "author": review.name_of(made.author),
            "is_own": is_own,
            "may_publish": request.user.has_perm(PUBLISH),
        }
        return self._screen_page(request, item, "emergency", _("Second look after an emergency"), context)

    def withdraw_view(self, request: HttpRequest, key: Any) -> HttpResponse:
        item = self._item(request, key)
        if not request.user.has_perm(PUBLISH):
            raise PermissionDenied
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            reason = form.cleaned_data["note"]
            words = _("Visitors do not see it any more.")
            return self._done(request, item, lambda: flow.unpublish(item, request.user, reason), words)
        return self._screen_page(request, item, "reason", _("Take off the site"), {"form": form, "step": "withdraw"})

    def discard_view(self, request: HttpRequest, key: Any) -> HttpResponse:
        item = self._item(request, key)
        if request.method == "POST":
            flow.discard_draft(item, request.user, request.POST.get("note", ""))
            self.message_user(request, _("The draft is discarded; it stays in the history."), messages.SUCCESS)
            return HttpResponseRedirect(self.screen(item, "change"))
        form = ReasonForm()
        form.fields["note"].required = False
        return self._screen_page(request, item, "reason", _("Discard the draft"), {"form": form, "step": "discard"})

    def clash_view(self, request: HttpRequest, key: Any, aside: Any) -> HttpResponse:
        """Two people changed one thing: both texts side by side, and a choice for each."""
        item = self._item(request, key)
        mine = get_object_or_404(Revision.objects.of(item), pk=aside, kind=Revision.Kind.ASIDE)
        if mine.author_id != request.user.pk and not request.user.has_perm(PUBLISH):
            raise Http404
        ground, draft = flow.seen(item, request.user), flow.draft(item)
        theirs = draft.state if draft else ground.data
        state, clashes = merge(mine.base.data, theirs, mine.data)
        rows = choosing.rows(item, clashes, hidden_from(request.user, item))
        if request.method == "POST" and choosing.is_complete(rows, request.POST):
            state = choosing.chosen(state, rows, request.POST)
            if state != theirs:
                flow.save_draft(item, state, request.user, ground)
            self.message_user(request, _("Draft saved with what you chose."), messages.SUCCESS)
            return HttpResponseRedirect(self.screen(item, "change"))
        colleague = draft.revision.author if draft else ground.author
        context = {"rows": rows, "colleague": review.name_of(colleague), "unanswered": request.method == "POST"}
        return self._screen_page(request, item, "clash", _("A colleague changed the same"), context)

    def _item(self, request: HttpRequest, key: Any) -> models.Model:
        item = get_object_or_404(self.get_queryset(request), pk=key)
        if not self.has_change_permission(request, item):
            raise PermissionDenied
        return item

    def _said(self, request, item, revision, verdict, text, words) -> HttpResponse:
        review.say(revision, verdict, request.user, text)
        self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(self.screen(item, "change"))

    def _done(self, request, item, act, words: str = "") -> HttpResponseRedirect:
        """Do it and say so; what is refused is said in full, and nothing is changed."""
        try:
            act()
        except flow.RefusedError as refusal:
            for reason in refusal.reasons:
                self.message_user(request, reason, messages.ERROR)
            return HttpResponseRedirect(self.screen(item, "publish" if flow.pending(item) else "change"))
        item = type(item)._default_manager.get(pk=item.pk)
        self.message_user(request, words or self._live_words(item), messages.SUCCESS)
        return HttpResponseRedirect(self.screen(item, "change"))

    def _live_words(self, item: models.Model) -> str:
        address = self.get_view_on_site_url(item)
        if not address:
            return _("Published.")
        return format_html('{} <a href="{}">{}</a>', _("Published."), address, _("See it on the site"))

    def _screen_page(self, request: HttpRequest, item: models.Model, template: str, title: str, context: dict):
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "item": item,
            "form_address": self.screen(item, "change"),
            "now": timezone.now(),
            **context,
        }
        return TemplateResponse(request, f"admin/steps/{template}.html", context)
