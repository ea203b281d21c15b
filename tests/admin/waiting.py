"""A desk on which something waits in every part of the first page."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from tests import factories
from tests.editorial.test_flow import drafted
from tests.editorial.test_numbers import renumbered
from trafficking.editorial import flow, links, review, schedule
from trafficking.models import Correction, Link, Remark

PARTS = (
    "review",
    "emergencies",
    "sent-back",
    "drafts",
    "corrections",
    "contact",
    "numbers",
    "translations",
    "links",
    "week",
)


def colleague() -> User:
    return User.objects.get_or_create(username="colleague", first_name="Anna", last_name="Ozola")[0]


def something_waits(person: User) -> None:
    """One more thing for a person in every part; settings.REVIEW_REQUIRED is to be on."""
    today = timezone.localdate()
    sent = drafted(factories.award(person=factories.person(name_lv="Nosūtītā balva")), colleague(), role_lv="Loma")
    review.say(sent, Remark.Verdict.SUBMITTED, colleague())

    urgent = drafted(factories.event(), colleague(), title_lv="Ārkārtas notikums")
    flow.publish(urgent, colleague(), emergency=True, note="Nevarēja gaidīt")

    returned = drafted(factories.notice(title_lv="Atgrieztais"), person, text_lv="Cits")
    review.say(returned, Remark.Verdict.RETURNED, colleague(), "Kļūda virsrakstā")

    wronged = factories.organisation(name_lv="Labojamā", verified_on=today)
    Correction.objects.create(organisation=wronged, part=Correction.Part.NUMBER, text="Numurs ir cits")

    factories.organisation(name_lv="Nepārbaudītā")

    called = factories.organisation(name_lv="Pārzvanītā", verified_on=today)
    factories.phone(called, "+37167000001")
    flow.publish(renumbered(called, "+37167000002"), colleague(), emergency=True, note="-", numbers_confirmed=True)
    review.say(review.unreviewed_emergencies().get(object_id=called.pk), Remark.Verdict.APPROVED, person)

    linking = factories.organisation(verified_on=today, website=f"https://example.org/{called.slug}")
    links.index(linking)
    Link.objects.update(state=Link.State.DEAD)

    soon = timezone.now() + timedelta(days=2)
    factories.award(person=factories.person(name_lv="Gaidāmā balva"), publish_from=soon)
    planned = drafted(factories.situation(name_lv="Ieplānotā"), colleague(), name_en="Planned")
    review.say(planned, Remark.Verdict.APPROVED, person)
    schedule.schedule(planned, colleague(), soon)
