"""The desk's first page: what waits, for whom, in how many queries."""

from collections import namedtuple
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.admin.test_drafting import person
from tests.admin.waiting import PARTS, something_waits
from tests.editorial.test_flow import drafted
from trafficking.admin import my_work
from trafficking.admin.sections import Section
from trafficking.editorial import flow
from trafficking.models import Heartbeat, Revision

pytestmark = pytest.mark.django_db
INDEX = reverse("admin:index")


@pytest.fixture(autouse=True)
def review_required(settings):
    settings.REVIEW_REQUIRED = True


def parts(client, query: str = "") -> dict[str, Section]:
    return {section.name: section for section in client.get(INDEX + query).context["sections"]}


def words(section: Section) -> list[tuple]:
    return [(row.words, *row.notes) for row in section.rows]


def item_of(section: Section):
    """The item that the first row is about."""
    key = section.rows[0].url.split("/")[-3]
    return Revision.objects.filter(object_id=key).first().item


def test_every_part_says_in_one_sentence_that_nothing_waits(desk):
    found = parts(desk)
    assert set(PARTS) <= set(found)
    assert {name: found[name].number for name in PARTS} == dict.fromkeys(PARTS, 0)
    text = desk.get(INDEX).content.decode()
    assert text.count("Nothing waits for you.") == 5
    for sentence in ("All contact details were checked in time.", "None was changed.", "Nothing is scheduled."):
        assert sentence in text


def test_every_part_shows_what_waits_and_leads_there(desk, admin_user):
    something_waits(admin_user)
    found = parts(desk)
    shown = {name: (found[name].number, words(found[name])) for name in PARTS}

    assert shown["review"][0] == 1
    assert "Nosūtītā balva" in str(shown["review"])
    assert "Anna Ozola" in str(shown["review"])
    assert "Ārkārtas notikums" in str(shown["emergencies"])
    assert "Nevarēja gaidīt" in str(shown["emergencies"])
    assert "colleague" not in str(shown)
    assert "Anna Ozola: Kļūda virsrakstā" in str(shown["sent-back"])
    assert "Atgrieztais" in str(shown["drafts"])
    assert "Labojamā: the telephone number" in str(shown["corrections"])
    assert shown["contact"] == (1, [("Nepārbaudītā", "Nobody has checked the contact details yet.")])
    assert "+371 67 000 001 → +371 67 000 002" in str(shown["numbers"]).replace("\\xa0", " ")
    assert shown["week"][0] == 2
    assert "A draft goes live: " in str(shown["week"])
    assert "Appears: " in str(shown["week"])

    assert found["review"].rows[0].url.endswith("/publish/")
    assert found["drafts"].rows[0].url.endswith("/change/")
    for section in found.values():
        for row in section.rows:
            assert not row.url or desk.get(row.url).status_code == 200, row
        assert not section.all_url or desk.get(section.all_url).status_code == 200


def test_one_thing_and_three_take_the_same_number_of_queries(
    desk, admin_user, django_assert_max_num_queries, django_assert_num_queries
):
    something_waits(admin_user)
    desk.get(INDEX)
    with django_assert_max_num_queries(80) as one:
        first = parts(desk)
    counted = [name for name in PARTS if name != "translations"]
    assert [first[name].number for name in counted] == [1, 1, 1, 1, 1, 1, 1, 1, 2]
    for _ in range(2):
        something_waits(admin_user)
    with django_assert_num_queries(len(one)):
        third = parts(desk)
    assert [third[name].number for name in counted] == [3, 3, 3, 3, 3, 3, 3, 3, 6]


def test_writer_sees_neither_reviews_nor_corrections_nor_the_system(client, desk, admin_user):
    writer = person(client, "writer")
    user = User.objects.get(username="writer")
    user.user_permissions.remove(*user.user_permissions.filter(codename__endswith="_correction"))
    something_waits(user)
    everything = {"review", "emergencies", "corrections", "health"}
    assert everything <= set(parts(desk))
    assert set(parts(writer)) == set(PARTS) - everything
    for name in everything:
        assert set(parts(writer, f"?all={name}")) == set(PARTS) - everything
    assert words(parts(writer)["drafts"]) != []
    assert "Atgrieztais" not in str(parts(desk)["drafts"])


def test_nouns_that_somebody_may_not_change_are_not_named(client, desk, admin_user):
    something_waits(admin_user)
    drafted(factories.page("lapa", title_lv="Manējā"), admin_user, title_lv="Cita")
    assert "Gaidāmā balva" in str(parts(desk)["week"])
    assert "Nosūtītā balva" in str(parts(desk)["review"])
    publisher = person(client, "publisher", "publish_revision")
    user = User.objects.get(username="publisher")
    user.user_permissions.remove(*user.user_permissions.filter(codename__in=["change_award", "change_organisation"]))
    found = parts(publisher)
    assert "balva" not in str(found)
    assert {"contact", "numbers"}.isdisjoint(found)
    assert "Ieplānotā" in str(found["week"])


def test_somebody_without_any_right_sees_no_work(client):
    user = User.objects.create_user("nobody", is_staff=True)
    client.force_login(user)
    assert parts(client) == {}


def test_own_things_do_not_wait_for_ones_own_review(desk, admin_user):
    item = factories.page("lapa")
    flow.publish(drafted(item, admin_user, title_lv="Pēc"), admin_user, emergency=True, note="Steidzami")
    assert parts(desk)["emergencies"].number == 0


def test_long_part_shows_the_first_eight_and_leads_to_all(desk, admin_user):
    for number in range(9):
        drafted(factories.page(f"lapa-{number}"), admin_user, title_lv="Pēc")
    section = parts(desk)["drafts"]
    assert (section.number, len(section.rows)) == (9, 8)
    alone = parts(desk, "?all=drafts")
    assert list(alone) == ["drafts"]
    assert len(alone["drafts"].rows) == 9
    assert set(parts(desk, "?all=unknown")) >= set(PARTS)


def test_week_tells_what_appears_and_disappears_by_itself_in_the_order_of_time(desk):
    now, day = timezone.now(), timedelta(days=1)
    factories.page("ilgi", title_en="Both", publish_from=now + 5 * day, publish_until=now + 6 * day)
    factories.notice(title_en="Ends", publish_until=now + 2 * day)
    factories.notice(title_en="Much later", publish_until=now + 8 * day)
    factories.notice(title_en="Over", publish_until=now - day)
    factories.notice(title_en="Draft", publish_until=now + day, is_published=False)
    found = parts(desk)["week"]
    assert [(row.words, row.notes[0].split(":")[0]) for row in found.rows] == [
        ("Ends", "Disappears"),
        ("Both", "Appears"),
        ("Both", "Disappears"),
    ]


def test_item_that_was_deleted_is_nobodys_work(desk, admin_user):
    something_waits(admin_user)
    before = parts(desk)
    for name in ("drafts", "emergencies", "numbers"):
        assert before[name].number == 1, name
        flow.delete(item_of(before[name]), admin_user)
    after = parts(desk)
    assert [after[name].number for name in ("drafts", "emergencies", "numbers", "sent-back")] == [0, 0, 0, 0]


def test_health_says_when_scheduled_drafts_were_last_looked_at_and_what_to_do(desk, admin_user):
    def said() -> str:
        return next(
            f"{row.chip}: {row.words}" for row in parts(desk)["health"].rows if "publishes scheduled" in row.words
        )

    assert said().startswith(
        "Please note: What publishes scheduled drafts has never run. Have manage.py apply_scheduled run"
    )
    something_waits(admin_user)
    assert said().startswith("Please mend: What publishes scheduled drafts has never run.")
    assert parts(desk)["health"].number == 1
    Heartbeat.beat("apply_scheduled")
    assert said().startswith("All right: What publishes scheduled drafts last ran ")
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        assert said().startswith("Please mend: What publishes scheduled drafts last ran ")
        assert "and not since." in said()


def test_health_says_plainly_when_something_is_for_trying_out(desk, settings):
    def said() -> str:
        return str([row.words for row in parts(desk)["health"].rows])

    assert "Two people see everything that goes live." in said()
    settings.REVIEW_REQUIRED = False
    assert "One person is enough to publish here. That is for trying out." in said()


def test_health_tells_of_the_database_the_disk_and_the_links(desk, monkeypatch):
    def said() -> dict[str, str]:
        return {row.words.split(" ")[0]: f"{row.chip}: {row.words}" for row in parts(desk)["health"].rows}

    assert "All right: The database answers" in str(said())
    assert "All right: All changes of the database are applied." in str(said())
    assert "All right: On the disk, " in str(said())
    assert "Please note: Links were never checked." in str(said())
    Heartbeat.beat("check_links")
    assert "All right: Links were last checked " in str(said())
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda folder: usage(10**12, 10**12 - 10**8, 10**8))
    assert "Please mend: The disk is nearly full: 95.4" in str(said())


def test_translations_are_a_part_like_the_others():
    found = my_work.translations({"lv": (0, 0, 0), "ru": (5, 4, 1)}, "/admin/translations/")
    assert (found.number, [(row.url, row.notes) for row in found.rows]) == (
        5,
        [("/admin/translations/?language=ru", ("4 with texts missing", "1 out of date"))],
    )
