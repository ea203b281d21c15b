"""What publishing, changes outside the desk and one click do to the standing of translations."""

import pytest
from django.contrib.auth.models import User

from tests import factories
from tests.editorial.test_flow import drafted
from trafficking.editorial import flow, translation_checks
from trafficking.editorial.capture import capture
from trafficking.editorial.translation_rules import Key
from trafficking.editorial.translations import sheet, sheet_of, statuses
from trafficking.models import Organisation, Page, Service, TranslationCheck

pytestmark = pytest.mark.django_db
RU = Key("", "title", "ru")


@pytest.fixture
def author():
    return User.objects.create(username="writer")


@pytest.fixture
def page():
    return factories.page("lapa", title_lv="A", title_ru="А")


def stale(item) -> dict[str, tuple[str, ...]]:
    """What is out of date, by language."""
    item = type(item)._default_manager.get(pk=item.pk)
    return {status.language: status.outdated for status in statuses(item) if status.outdated}


def publish(item, author=None, /, wording_only=False, **changes):
    return flow.publish(drafted(item, author, **changes), author, wording_only=wording_only)


def save(item, **changes):
    """Go on with the pending draft."""
    draft = flow.draft(item)
    state = draft.state if draft else capture(item)
    return flow.save_draft(item, {**state, **changes}, None, flow.seen(item))


def confirm(item, *keys, author=None):
    """What the screen does: say of translations that they fit what the draft, if there is one, and the rows say."""
    draft = flow.draft(item)
    rows = sheet(type(item)._default_manager.get(pk=item.pk))
    shown = sheet_of(type(item), draft.state) if draft else rows
    translation_checks.confirm(item, keys, shown, rows, author)


def stale_in_draft(item, language="ru") -> list[Key]:
    draft = flow.draft(item)
    checks = translation_checks.of_draft(item, capture(item), draft.revision, draft.state)
    return translation_checks.out_of_date(sheet_of(type(item), draft.state), checks, language)


def test_first_content_is_up_to_date_without_a_row(page):
    assert stale(page) == {}
    assert not TranslationCheck.objects.exists()


def test_published_source_makes_its_translations_out_of_date(page, author):
    publish(page, author, title_lv="B")
    assert stale(page) == {"ru": ("title",)}
    check = TranslationCheck.objects.get()
    assert (check.source_text, check.checked_by) == ("A", None)


def test_draft_alone_changes_nothing(page):
    save(page, title_lv="B")
    assert stale(page) == {}
    assert stale_in_draft(page) == [RU]
    assert not TranslationCheck.objects.exists()


def test_translation_that_is_published_is_up_to_date_and_its_author_known(page, author):
    publish(page, title_lv="B")
    publish(page, author, title_ru="Б")
    assert stale(page) == {}
    assert TranslationCheck.objects.get().checked_by == author


def test_only_wording_changed_keeps_translations_current(page):
    publish(page, wording_only=True, title_lv="B")
    assert stale(page) == {}
    publish(page, title_lv="C")
    assert TranslationCheck.objects.get().source_text == "B"


def test_old_source_text_makes_the_translation_current_again(page):
    publish(page, title_lv="B")
    assert stale(page)
    publish(page, title_lv="A")
    assert stale(page) == {}


def test_publishing_something_else_clears_nothing(page):
    publish(page, title_lv="B")
    publish(page, lead_lv="Ievads")
    assert stale(page) == {"ru": ("title",)}


def test_translation_made_in_the_draft_before_its_source_changed_again_is_out_of_date(page):
    save(page, title_ru="Б")
    save(page, title_lv="B")
    flow.publish(flow.pending(page), None)
    assert stale(page) == {"ru": ("title",)}


def test_translation_that_followed_its_source_within_the_draft_is_current(page):
    save(page, title_lv="B")
    save(page, title_ru="Б")
    flow.publish(flow.pending(page), None)
    assert stale(page) == {}


def test_drafts_before_the_last_publication_do_not_count(page):
    save(page, title_ru="Б")
    flow.publish(flow.pending(page), None)
    save(page, title_lv="B", title_ru="В")
    flow.publish(flow.pending(page), None)
    assert stale(page) == {}


def test_change_outside_the_desk_is_noticed(page):
    flow.seen(page)
    Page.objects.update(title_lv="B")
    assert stale(page) == {}
    flow.seen(page)
    assert stale(page) == {"ru": ("title",)}


def test_change_outside_the_desk_is_noticed_by_what_comes_first(page):
    flow.seen(page)
    Page.objects.update(title_lv="B")
    flow.unpublish(page, None, "Sapulce atcelta")
    assert stale(page) == {"ru": ("title",)}


def test_refused_publication_leaves_everything_as_it_was(page):
    with pytest.raises(flow.RefusedError):
        publish(page, title_lv="B", path=None)
    assert not TranslationCheck.objects.exists()


def test_texts_of_children_are_followed(author):
    item = factories.organisation((factories.service_type(),))
    Service.objects.update(details_lv="A", details_ru="А")
    [(key, row)] = capture(item)["services"].items()
    publish(item, services={key: {**row, "details_lv": "B"}})
    assert stale(item) == {"ru": ("service: details",)}
    deleted = flow.delete(item, author)
    flow.undelete(deleted, author)
    assert stale(Organisation.objects.get()) == {"ru": ("service: details",)}


def test_another_source_language_raises_no_alarm(page):
    publish(page, title_en="E")
    publish(page, source_language="en")
    assert stale(page) == {}
    publish(page, title_en="F")
    assert stale(page) == {"lv": ("title",), "ru": ("title",)}


def test_still_correct_makes_it_current_and_remembers_who_said_so(page, author):
    publish(page, title_lv="B")
    confirm(page, RU, author=author)
    assert stale(page) == {}
    assert TranslationCheck.objects.get().checked_by == author


def test_still_correct_for_a_draft_holds_there_at_once_and_for_the_public_text_from_its_publication(page):
    save(page, title_lv="B")
    confirm(page, RU)
    assert stale_in_draft(page) == []
    assert stale(page) == {}
    flow.publish(flow.pending(page), None)
    assert stale(page) == {}
    publish(page, title_lv="A")
    assert stale(page) == {"ru": ("title",)}


def test_still_correct_for_a_draft_says_nothing_about_the_public_text(page):
    publish(page, title_lv="B")
    save(page, title_lv="C")
    confirm(page, RU)
    assert stale_in_draft(page) == []
    assert stale(page) == {"ru": ("title",)}


def test_still_correct_for_a_draft_that_is_discarded_leaves_the_public_text_as_it_was(page):
    save(page, title_lv="B")
    confirm(page, RU)
    flow.discard_draft(page, None)
    assert stale(page) == {}
    publish(page, title_lv="C")
    assert stale(page) == {"ru": ("title",)}


def test_translation_and_later_source_of_one_draft_found_to_fit(page):
    save(page, title_ru="Б")
    save(page, title_lv="B")
    confirm(page, RU)
    assert stale_in_draft(page) == []
    flow.publish(flow.pending(page), None)
    assert stale(page) == {}
