"""My work, the desk's first page: what waits for the person who looks, each part only for those who may act on it."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Prefetch
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trafficking.admin import health
from trafficking.admin.drafting import PUBLISH
from trafficking.admin.sections import (
    Row,
    Section,
    link_to_all,
    noun_name,
    nouns_of,
    of_revisions,
    row_about,
    screen_address,
)
from trafficking.admin.verifying import DAY, last_check
from trafficking.editorial import links, numbers, review, schedule, verification
from trafficking.editorial.translations import needing
from trafficking.editorial.values import moment
from trafficking.models import Correction, Heartbeat, Link, Remark, Revision

#: How many rows a section shows, and how many when it is shown alone.
FEW, MANY = 8, 500
WEEK = timedelta(days=7)
#: Makes a section for a person, with at most so many rows; None where it is not for them.
Maker = Callable[[Any, int], Section | None]


def page(request: HttpRequest) -> dict[str, Any]:
    """The context of the first page; `?all=NAME` shows one section alone, with all that is in it."""
    alone = request.GET.get("all", "")
    if alone in MAKERS and (section := MAKERS[alone](request.user, MANY)):
        return {"sections": [section], "is_alone": True}
    made = [make(request.user, FEW) for make in MAKERS.values()]
    return {"sections": [section for section in made if section]}


def waiting_for_review(user: Any, most: int) -> Section | None:
    if not user.has_perm(PUBLISH):
        return None
    title = _("Waiting for my review")
    return of_revisions("review", title, review.waiting(but_not_by=user), user, most)


def emergencies(user: Any, most: int) -> Section | None:
    if not user.has_perm(PUBLISH):
        return None
    title = _("Published in an emergency, waiting for a second look")
    found = review.unreviewed_emergencies().exclude(author=user)
    return of_revisions("emergencies", title, found, user, most, "second_look", lambda made: (made.note,))


def sent_back(user: Any, most: int) -> Section | None:
    said = Remark.objects.filter(verdict=Remark.Verdict.RETURNED).select_related("author").order_by("-created_at")
    found = review.returned_to(user).prefetch_related(Prefetch("remarks", said, to_attr="returns"))

    def why(draft: Revision) -> tuple[str, ...]:
        return tuple(f"{review.name_of(said.author)}: {said.text or said}" for said in draft.returns[:1])

    return of_revisions("sent-back", _("Sent back to me"), found, user, most, "change", why)


def my_drafts(user: Any, most: int) -> Section | None:
    found = review.pending_drafts().filter(author=user).order_by("-created_at")
    return of_revisions("drafts", _("My drafts"), found, user, most, "change")


def corrections(user: Any, most: int) -> Section | None:
    if not user.has_perm("trafficking.view_correction"):
        return None
    found = Correction.objects.filter(state=Correction.State.NEW).select_related("organisation")
    rows = [
        Row(
            str(each),
            reverse("admin:trafficking_correction_change", args=[each.pk]),
            (date_format(each.received_on, DAY), Truncator(each.text).chars(120)),
        )
        for each in found.order_by("received_on", "pk")[:most]
    ]
    all_url = f"{reverse('admin:trafficking_correction_changelist')}?state__exact={Correction.State.NEW}"
    return Section("corrections", _("New corrections from visitors"), found.count(), rows, all_url)


def contact_details(user: Any, most: int) -> Section | None:
    if not user.has_perm("trafficking.change_organisation"):
        return None
    found = verification.due()
    rows = [
        Row(
            str(each),
            reverse("admin:trafficking_organisation_change", args=[each.pk]),
            (last_check(each),),
            check_url=reverse("admin:trafficking_organisation_checked_today", args=[each.pk]),
        )
        for each in found[:most]
    ]
    all_url = f"{reverse('admin:trafficking_organisation_changelist')}?contact=due"
    empty = _("All contact details were checked in time.")
    return Section("contact", _("Contact details due for checking"), found.count(), rows, all_url, empty)


def changed_numbers(user: Any, most: int) -> Section | None:
    if not user.has_perm("trafficking.change_organisation"):
        return None
    found = [recent for recent in numbers.recent() if recent.revision.item]
    rows = [
        row_about(recent.revision, "change", tuple(map(_number_words, recent.changes)), with_noun=False)
        for recent in found[:most]
    ]
    title = _("Telephone numbers changed in the last 30 days")
    return Section("numbers", title, len(found), rows, link_to_all("numbers", len(found), most), _("None was changed."))


def coming_week(user: Any, most: int) -> Section | None:
    """Drafts on the schedule, and items that appear or disappear by themselves."""
    changeable, now = nouns_of(user), timezone.now()
    if not changeable:
        return None
    found = [(each.publish_at, _("A draft goes live"), each.item) for each in schedule.coming(until=now + WEEK)]
    for model in changeable:
        items = model._default_manager.turning(now, now + WEEK)
        for item in items.select_related(*admin.site._registry[model].list_select_related or ()):
            found += [
                (at, words, item)
                for at, words in ((item.publish_from, _("Appears")), (item.publish_until, _("Disappears")))
                if at and now < at <= now + WEEK
            ]
    found = sorted((each for each in found if type(each[2]) in changeable), key=lambda each: each[0])
    rows = [
        Row(
            str(item),
            screen_address(type(item), item.pk, "change"),
            (f"{words}: {moment(at)} · {noun_name(type(item))}",),
        )
        for at, words, item in found[:most]
    ]
    empty = _("Nothing is scheduled.")
    return Section(
        "week", _("The next seven days, Riga time"), len(found), rows, link_to_all("week", len(found), most), empty
    )


def translations_due(user: Any, most: int) -> Section | None:
    nouns = nouns_of(user)
    if not nouns:
        return None
    found = needing(settings.LANGUAGE_CODE, nouns)
    totals = {
        code: tuple(sum(noun.counts[code][part] for noun in found) for part in range(3))
        for code, _name in settings.LANGUAGES
    }
    return translations(totals, reverse("admin:translations"))


def translations(counts: Mapping[str, tuple[int, int, int]], page: str) -> Section:
    """For each language how many items need it, how many texts of theirs are missing and how many out of date."""
    names, rows = dict(settings.LANGUAGES), []
    for language, (items, missing, outdated) in counts.items():
        if items:
            notes = (
                ngettext("%(number)d with a text missing", "%(number)d with texts missing", missing)
                % {"number": missing},
                ngettext("%(number)d out of date", "%(number)d out of date", outdated) % {"number": outdated},
            )
            words = f"{capfirst(names[language])} ({items})"
            rows.append(Row(words, f"{page}?language={language}", notes))
    total = sum(items for items, _missing, _outdated in counts.values())
    return Section("translations", _("Translations"), total, rows, page, _("Every text stands in every language."))


def dead_links(user: Any, most: int) -> Section | None:
    """Addresses that do not answer, each with the desk's page about it."""
    if not user.has_perm("trafficking.view_link"):
        return None
    found = links.dead()
    rows = [Row(link.address, reverse("admin:trafficking_link_change", args=[link.pk])) for link in found[:most]]
    all_url = f"{reverse('admin:trafficking_link_changelist')}?state__exact={Link.State.DEAD}"
    empty = _("Every link answers.") if Heartbeat.last(health.LINK_CHECK) else _("Links were not checked yet.")
    return Section("links", _("Dead links"), found.count(), rows, all_url, empty)


def system_health(user: Any, most: int) -> Section | None:
    if not user.has_perm(PUBLISH):
        return None
    found = list(health.findings())
    wrong = {health.State.WRONG}
    rows = [Row(each.words, chip=_(each.state), is_wrong=each.state in wrong) for each in found]
    return Section("health", _("System health"), sum(each.state in wrong for each in found), rows)


#: The parts of the page in their order, by the name under which `?all=` shows one alone.
MAKERS: dict[str, Maker] = {
    "review": waiting_for_review,
    "emergencies": emergencies,
    "sent-back": sent_back,
    "drafts": my_drafts,
    "corrections": corrections,
    "contact": contact_details,
    "numbers": changed_numbers,
    "translations": translations_due,
    "links": dead_links,
    "week": coming_week,
    "health": system_health,
}


def _number_words(change: numbers.NumberChange) -> str:
    # A number is compared digit by digit, so it stays on one line.
    before, after = (number.replace(" ", "\N{NO-BREAK SPACE}") for number in (change.before, change.after))
    if not before:
        return _("new: %(number)s") % {"number": after}
    if not after:
        return _("taken away: %(number)s") % {"number": before}
    return f"{before} → {after}"
