"""Deleting loses nothing: it is refused while something refers to the item, and undone whole."""

from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.utils import timezone

from tests import factories
from tests.admin.test_pages import MAKERS
from trafficking.editorial import flow, review
from trafficking.editorial.capture import capture
from trafficking.editorial.deleted import gone, users_of
from trafficking.models import Correction, Event, Organisation, Person, Remark, Revision, ShareLink, TranslationCheck
from trafficking.models.publishing import Publishable

pytestmark = pytest.mark.django_db
NOUNS = [noun for noun in MAKERS if noun not in {"image", "document"}]


def all_but_history(item) -> dict:
    return {**capture(item), **{name: getattr(item, name, None) for name in ("verified_on", "verified_by")}}


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_comes_back_as_it_was_under_its_keys(noun):
    item = MAKERS[noun]()
    if noun == "organisation":
        type(item).objects.update(verified_on="2026-05-01", verified_by="Anna")
        item.phones.get().languages.add(factories.language("uk"))
        item.refresh_from_db()
    assert isinstance(item, Publishable)
    before, key = all_but_history(item), item.pk
    deleted = flow.delete(item, None, " Vairs nav vajadzīgs ")
    assert (deleted.kind, deleted.note) == ("deleted", "Vairs nav vajadzīgs")
    assert not type(item).objects.filter(pk=key).exists()
    assert [each.pk for each in gone(type(item))] == [deleted.pk]
    back = flow.undelete(deleted, None)
    assert (back.pk, all_but_history(back)) == (key, before)
    assert not back.is_published
    assert not gone(type(item)).exists()
    newest = Revision.objects.of(back).first()
    assert (newest.kind, newest.note, newest.data) == ("created", "Brought back.", capture(back))


def users():
    """Pairs of an item and what refers to it, one for every kind of relation."""
    situation = factories.situation()
    yield situation, factories.service_type((situation,))
    service_type = factories.service_type()
    yield service_type, factories.organisation((service_type,))
    area = factories.area()
    yield area, factories.area(parent=area)
    area, audience, language = factories.area(), factories.audience(), factories.language("lv")
    organisation = factories.organisation()
    for used, relation in ((area, "areas"), (audience, "audiences"), (language, "languages")):
        getattr(organisation, relation).add(used)
        yield used, organisation
    spoken = factories.language("en")
    factories.phone(organisation).languages.add(spoken)
    yield spoken, organisation
    kind, event = factories.event_kind(), factories.event()
    event.kinds.add(kind)
    yield kind, event
    yield event, factories.event(same_grant_as=event)
    event = factories.event()
    yield event, factories.award(event=event)
    person = factories.person()
    yield person, factories.award(person=person)
    presenter = factories.person()
    yield presenter, factories.award(presented_by=presenter)
    participant = factories.person()
    yield participant, factories.participation(factories.event(), person=participant).event
    body = factories.organisation()
    yield body, factories.participation(factories.event(), organisation=body).event
    honoured = factories.organisation()
    yield honoured, factories.award(organisation=honoured)
    told = factories.organisation()
    yield told, Correction.objects.create(organisation=told, part="number", text="12")
    page = factories.page("lapa")
    yield page, factories.page("apakslapa", parent=page)


def incoming_relations() -> int:
    models = [model for model in apps.get_app_config("trafficking").get_models() if issubclass(model, Publishable)]
    return sum(
        relation.get_accessor_name() not in model.children
        for model in models
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and not relation.related_model._meta.auto_created
    )


def test_what_is_used_is_not_deleted_and_who_uses_it_is_named():
    pairs = list(users())
    assert len(pairs) == incoming_relations()
    for used, user in pairs:
        assert users_of(used) == [user], used
        with pytest.raises(flow.RefusedError) as refusal:
            flow.delete(used, None)
        assert str(user) in refusal.value.reasons[0]
        assert type(used).objects.filter(pk=used.pk).exists()


def test_what_a_waiting_draft_refers_to_is_not_deleted():
    person, award = factories.person(), factories.award()
    base = flow.seen(award)
    draft = flow.save_draft(award, {**capture(award), "person": str(person.pk)}, None, base)
    assert users_of(person) == [draft]
    with pytest.raises(flow.RefusedError):
        flow.delete(person, None)
    flow.discard_draft(award, None)
    flow.delete(person, None)
    assert not Person.objects.exists()


def test_an_items_own_draft_and_own_rows_do_not_keep_it():
    event = MAKERS["event"]()
    flow.save_draft(event, {**capture(event), "title_lv": "Cits"}, None, flow.seen(event))
    assert users_of(event) == []


def test_address_that_was_taken_since_is_left_out_and_told():
    event = factories.event(2015, slug="viens", title_lv="Mans")
    deleted = flow.delete(event, None)
    factories.event(2015, slug="viens")
    back = flow.undelete(deleted, None)
    assert (back.year, back.slug, back.title_lv) == (2015, None, "Mans")
    assert "Another event of this year already has this address." in Revision.objects.of(back).first().note


def test_link_to_what_is_gone_is_left_out_and_told():
    person = factories.person()
    award = factories.award(person=person)
    deleted = flow.delete(award, None)
    flow.delete(person, None)
    back = flow.undelete(deleted, None)
    assert back.person is None
    assert "person" in Revision.objects.of(back).first().note


def test_item_deleted_outside_the_desk_comes_back_as_it_was_last_known():
    organisation = factories.organisation(name_lv="Viens")
    known = flow.seen(organisation)
    Organisation.objects.all().delete()
    assert gone(Organisation).get() == known
    assert flow.undelete(known, None).name_lv == "Viens"


def test_older_version_restored_after_coming_back_is_a_draft():
    page = factories.page("lapa", title_lv="Viens")
    first = flow.seen(page)
    back = flow.undelete(flow.delete(page, None), None)
    draft = flow.restore(first, None)
    assert flow.pending(back) == draft
    assert flow.draft(back).state == capture(back)


def remembered(item, author):
    """An item with everything that is kept about it, deleted now."""
    draft = flow.save_draft(item, {**capture(item), "name_lv": "PERSONA"}, author, flow.seen(item))
    flow.publish(draft, author)
    link = ShareLink.objects.create(
        item=item, token_hash="x", language="lv", reader="PERSONA", expires_at=timezone.now()
    )
    review.say(draft, Remark.Verdict.REMARK, author, "PERSONA")
    TranslationCheck.objects.create(item=item, field="name", language="ru", source_text="PERSONA")
    LogEntry.objects.create(
        user=author,
        content_type=ContentType.objects.get_for_model(item),
        object_id=str(item.pk),
        object_repr="PERSONA",
        action_flag=CHANGE,
    )
    flow.delete(item, author, "PERSONA lūdza")
    return link


def everything() -> str:
    tables = (Revision, Remark, ShareLink, TranslationCheck, LogEntry, Person)
    return str([list(table.objects.values()) for table in tables])


def test_purge_forgets_what_was_deleted_long_ago_and_nothing_else(capsys):
    author = User.objects.create(username="editor")
    remembered(factories.person(), author)
    stays, recent = factories.person(name_lv="Dzīva"), factories.person(name_lv="Nesena")
    flow.seen(stays)
    assert everything().count("PERSONA") > 5
    call_command("purge_revisions", deleted_before=30)
    assert "Forgotten: 0" in capsys.readouterr().out
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        flow.delete(recent, author)
        call_command("purge_revisions", deleted_before=30)
    assert "Forgotten: 1" in capsys.readouterr().out
    assert "PERSONA" not in everything()
    assert [each.data["name_lv"] for each in gone(Person)] == ["Nesena"]
    assert Revision.objects.of(stays).exists()


def test_purge_leaves_what_was_brought_back():
    event = factories.event()
    flow.undelete(flow.delete(event, None), None)
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        call_command("purge_revisions", deleted_before=1)
    assert Revision.objects.of(Event.objects.get()).count() == 2
