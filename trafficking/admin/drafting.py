"""The form of an item that visitors may be reading: what is saved there is a draft.

Every form runs in a rehearsal on the state that its editor was shown, and is undone; what it would have written is kept
as a draft. Only `flow.publish` commits content. A new item is at once a row that is not published.
"""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core import checks
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DatabaseError, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from trafficking import caching
from trafficking.admin import lists
from trafficking.admin.previewing import public_page
from trafficking.admin.readiness import replaced
from trafficking.editorial import flow, review, schedule
from trafficking.editorial.capture import capture
from trafficking.editorial.merging import State, merge
from trafficking.editorial.rehearsal import rehearsal
from trafficking.editorial.writing import write
from trafficking.models import Remark, Revision

PUBLISH = "trafficking.publish_revision"


class Drafting:
    """Mixin for the page of a noun, in front of Django's own."""

    def check(self, **kwargs):
        return [*super().check(**kwargs), *drafting_errors(self)]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        item = self.get_object(request, unquote(object_id)) if object_id else None
        if item is None:
            return self._new_item(request, object_id, form_url, extra_context)
        if not self.has_view_or_change_permission(request, item):
            raise PermissionDenied
        if request.method == "POST":
            return self._received(request, item, form_url, extra_context)
        return self._shown(request, item, form_url, extra_context)

    def _shown(self, request: HttpRequest, item: models.Model, form_url: str, extra_context: dict | None):
        """The form of an item, filled with its draft where there is one."""
        ground, draft = flow.seen(item), flow.draft(item)
        context = {**(extra_context or {}), **self.standing(request, item)}
        context["seen"] = token(ground, draft and draft.revision)
        if draft is None:
            return super().changeform_view(request, str(item.pk), form_url, context)
        try:
            with rehearsal():
                # Said before the page is made, or it would be said on the next one.
                for words in (*replaced(draft.revision), *write(item, draft.state)):
                    self.message_user(request, words, messages.WARNING)
                return finished(super().changeform_view(request, str(item.pk), form_url, context))
        except DatabaseError:
            # Nobody is locked out of an item because its draft does not fit any more.
            words = _("The draft cannot be shown any more; this is what visitors read. The draft is in the history.")
            self.message_user(request, words, messages.WARNING)
            return super().changeform_view(request, str(item.pk), form_url, context)

    def _received(self, request: HttpRequest, item: models.Model, form_url: str, extra_context: dict | None):
        """A form that was sent: previewed, or kept as a draft, or shown again with what is wrong."""
        seen = request.POST.get("seen", "")
        shown, shown_revision = shown_state(item, seen)
        context = {**(extra_context or {}), **self.standing(request, item), "seen": seen}
        request.rehearsed = None
        with rehearsal():
            write(item, shown)
            # A draft may be unfinished, also that of a published item.
            type(item)._default_manager.filter(pk=item.pk).update(is_published=False)
            response = super().changeform_view(request, str(item.pk), form_url, context)
            if request.rehearsed is not None and (language := request.POST.get("_preview")):
                return public_page(item, language, request)
            response = finished(response)
        if request.rehearsed is None:
            return response
        return self._kept(request, item, shown, shown_revision, request.rehearsed)

    def standing(self, request: HttpRequest, item: models.Model) -> dict[str, Any]:
        """What stands above the form: the status in words, the draft and what was said about it, what can be done."""
        stored, draft = self.get_queryset(request).get(pk=item.pk), flow.pending(item)
        return {
            "status": lists.stage_words(stored),
            "tools": self.tools(request, stored),
            "draft": draft,
            "remarks": draft.remarks.select_related("author", "share_link") if draft else [],
            "verdict": review.verdict_on(draft) if draft else None,
            "scheduled": schedule.of(item),
        }

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {"is_drafted": True, "may_publish": request.user.has_perm(PUBLISH)}
        context.setdefault("status", _("New; visitors see it when it is published."))
        return super().render_change_form(request, context, *args, **kwargs)

    def _new_item(self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: dict | None):
        request.rehearsed = None
        if request.method == "POST" and (language := request.POST.get("_preview")):
            with rehearsal():
                response = super().changeform_view(request, object_id, form_url, extra_context)
                return public_page(request.added, language, request) if request.rehearsed else finished(response)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def log_addition(self, request, obj, message):
        request.rehearsed, request.added = capture(obj), obj
        flow.seen(obj, request.user)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        """Django has saved everything: what the rows hold now, inside the rehearsal, is what the editor wants."""
        if not caching.rehearsing.get():
            return super().log_change(request, obj, message)  # one of the desk's own screens, which does what it says
        request.rehearsed = capture(obj)
        return None

    def response_change(self, request, obj):
        return HttpResponse()  # thrown away with the rehearsal

    def response_add(self, request, obj, post_url_continue=None):
        if "_popup" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self._next_step(request, obj, _("Saved. Visitors do not see it yet."))

    def _kept(self, request: HttpRequest, item: models.Model, shown: State, shown_revision: Revision, mine: State):
        """Keep what somebody wrote, together with what colleagues wrote meanwhile."""
        with transaction.atomic():
            flow.locked(item)
            ground, draft = flow.seen(item, request.user), flow.draft(item)
            state, clashes = merge(shown, draft.state if draft else ground.data, mine)
            if clashes:
                aside = flow.keep_aside(item, mine, request.user, shown_revision)
                return HttpResponseRedirect(self.screen(item, "clash", aside.pk))
            if state != ground.data:
                flow.save_draft(item, state, request.user, ground)
                words = _("Draft saved. Visitors do not see it yet.")
            elif draft:
                flow.discard_draft(item, request.user, _("It said what visitors read already."))
                words = _("The draft says what visitors read already, so there is none any more.")
            else:
                words = _("Nothing was changed.")
        return self._next_step(request, item, words)

    def _next_step(self, request: HttpRequest, item: models.Model, words: str) -> HttpResponseRedirect:
        """Where the button leads after everything is safe."""
        if "_publish" in request.POST and request.user.has_perm(PUBLISH):
            return self.publish_at_once(request, item)
        if "_submit" in request.POST and (draft := flow.pending(item) or self.as_draft(item, request.user)):
            review.say(draft, Remark.Verdict.SUBMITTED, request.user)
            words = _("Sent for review.")
        self.message_user(request, words, messages.SUCCESS)
        if "_addanother" in request.POST:
            return HttpResponseRedirect(self.list_address("add"))
        return HttpResponseRedirect(self.screen(item, "change"))

    def as_draft(self, item: models.Model, author: Any) -> Revision:
        """The pending draft; where there is none, the item as it stands becomes one."""
        ground = flow.seen(item, author)
        return flow.pending(item) or flow.save_draft(item, ground.data, author, ground)


def token(ground: Revision, draft: Revision | None) -> str:
    """What a form was filled from: the numbers of the rows' revision and of the draft, 0 for none."""
    return f"{ground.number}.{draft.number if draft else 0}"


def shown_state(item: models.Model, seen: str) -> tuple[State, Revision]:
    """What a form with this token showed, and the newest revision in it. Raises BadRequest for a forged token."""
    try:
        rows, number = (int(part) for part in seen.split("."))
        ground = Revision.objects.of(item).get(number=rows)
        if not number:
            return ground.data, ground
        draft = Revision.objects.of(item).get(number=number)
    except (ValueError, Revision.DoesNotExist) as error:
        raise BadRequest(_("The form does not say what it was made from. Open the item again.")) from error
    return merge(draft.base.data if draft.base else draft.data, ground.data, draft.data)[0], draft


def finished(response: Any) -> HttpResponse:
    """A response whose page is made while the rehearsal still holds."""
    if hasattr(response, "render"):
        response.render()
    return response


def drafting_errors(admin: Any) -> list[checks.Error]:
    """What would make drafts of a noun lose something, for Django's system check."""
    model = admin.model
    rows = [model, *(model._meta.get_field(name).related_model for name in model.children)]
    found = [
        f"{inline.model.__name__} is edited with {model.__name__} and not in its `children`: a draft would lose it."
        for inline in admin.inlines
        if inline.model not in rows
    ]
    for row in rows:
        if not isinstance(row._meta.pk, models.UUIDField):
            found.append(f"{row.__name__} needs a UUID key: others are not the same in every rehearsal.")
        found += [
            f"{row.__name__}.{field.name} is a file, which no transaction takes back; let it refer to the library."
            for field in row._meta.get_fields()
            if isinstance(field, models.FileField)
        ]
    return [
        checks.Error(words, obj=admin.__class__, id=f"trafficking.E{number:03}")
        for number, words in enumerate(found, 1)
    ]
