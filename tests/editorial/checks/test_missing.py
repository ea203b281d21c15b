import pytest

from tests import factories
from trafficking.editorial import flow
from trafficking.editorial.capture import capture
from trafficking.editorial.checks import findings
from trafficking.models import Location, Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def blockers(item) -> list[str]:
    return [str(finding) for finding in findings(item) if finding.is_blocker]


def warnings(item) -> list[str]:
    return [str(finding) for finding in findings(item) if not finding.is_blocker]


def test_complete_item_has_no_finding():
    organisation = factories.organisation((factories.service_type(),), summary_lv="Teksts.", summary_ru="Текст.")
    factories.phone(organisation, label_lv="Birojs")
    factories.location(organisation)
    assert findings(organisation) == []


def test_what_is_required_is_asked_for_whether_the_item_is_public_or_not():
    for is_published in (True, False):
        page = Page.objects.create(is_published=is_published)
        assert {finding.field for finding in findings(page) if finding.is_blocker} == {"title", "path"}
        assert page.is_published is is_published


def test_rules_of_the_noun_itself_are_asked_too():
    organisation = factories.organisation(neutral_name_lv=None)
    assert blockers(organisation) == [
        "Neutral name: An organisation in the directory needs a neutral name before it is published."
    ]


@pytest.mark.parametrize("source", ["lv", "en", "uk"])
def test_text_without_latvian_is_a_blocker_whatever_the_source_language(source):
    page = factories.page("a", lead_uk="Текст.", source_language=source)
    assert blockers(page) == ["Lead (Latvian): The Latvian text is missing. Every text must be there in Latvian."]


def test_missing_required_text_is_told_once():
    page = factories.page("a", title_lv="", title_en="Title")
    assert [(each.field, each.language) for each in findings(page)] == [("title", "lv")]


def test_child_without_latvian_is_named():
    organisation = factories.organisation((factories.service_type(name_lv="Juridiskā palīdzība"),))
    organisation.services.update(details_ru="Совет.")
    service = organisation.services.get()
    [finding] = findings(organisation)
    assert (finding.place, finding.field, finding.language) == (f"services/{service.pk}", "details", "lv")
    assert str(finding).startswith(f"Service “{service}”: details (Latvian): The Latvian text is missing.")


def test_rules_of_children_are_asked_too():
    organisation = factories.organisation()
    factories.location(organisation, postcode="12")
    assert [each.field for each in findings(organisation) if each.is_blocker] == ["postcode"]


def test_search_words_may_be_there_in_any_language():
    assert findings(factories.service_type(search_words_ru="юрист, адвокат")) == []


def test_picture_without_words_is_a_blocker_unless_it_is_decorative():
    image = factories.image(title="Zāle", alternative_text_lv=None)
    event = factories.event(image=image)
    assert blockers(event) == [
        "Picture: The picture “Zāle” has no alternative text in Latvian and is not marked as decorative."
    ]
    image.decorative = True
    image.save()
    event.refresh_from_db()
    assert findings(event) == []


def test_picture_without_words_in_a_language_of_its_item_is_a_warning():
    event = factories.event(image=factories.image(alternative_text_lv="Zāle"), title_ru="Событие")
    [warning] = warnings(event)
    assert "no alternative text in this language: Russian" in warning
    event.image.alternative_text_ru = "Зал"
    assert findings(event) == []


def test_logo_counts_as_a_picture():
    assert blockers(factories.organisation(logo=factories.image(alternative_text_lv=None)))


def test_blockers_come_first_and_all_at_once():
    page = factories.page("a", title_lv="„Viens", lead_en="Two", body_lv="<h3>Trīs</h3>")
    assert [finding.is_blocker for finding in findings(page)] == [True, True, False]


def test_nothing_of_a_confidential_place_is_repeated():
    organisation = factories.organisation()
    place = factories.location(organisation, name_lv="„Slepenā māja", street="Slepenā iela 1")
    assert "Slepenā māja" in str(findings(organisation)[0])
    place.visibility = Location.Visibility.CONFIDENTIAL
    place.save()
    assert findings(organisation) == []
    place.name_lv, place.name_en = "", "Secret"
    place.save()
    [finding] = findings(organisation)
    assert "confidential address" in str(finding)
    assert "Slepenā" not in str(finding)


def test_publication_is_refused_with_every_blocker_and_no_warning():
    page = factories.page("a", is_published=False)
    wanted = {**capture(page), "lead_en": "Two", "body_lv": "<h3>Trīs</h3><p>„Bez beigām", "title_lv": "TODO"}
    draft = flow.save_draft(page, wanted, None, flow.seen(page))
    with pytest.raises(flow.RefusedError) as refusal:
        flow.publish(draft, None)
    assert [reason.split(":")[0] for reason in refusal.value.reasons] == [
        "Lead (Latvian)",
        "Title (Latvian)",
        "Text (Latvian)",
    ]
    page.refresh_from_db()
    assert not page.is_published


def test_warnings_do_not_keep_an_item_from_being_published():
    page = factories.page("a", is_published=False)
    draft = flow.save_draft(page, {**capture(page), "lead_lv": "„Bez beigām"}, None, flow.seen(page))
    flow.publish(draft, None)
    page.refresh_from_db()
    assert page.is_published
    assert len(warnings(page)) == 1


def test_checks_ask_the_database_little(django_assert_max_num_queries):
    organisation = factories.organisation(tuple(factories.service_type() for _each in range(5)))
    with django_assert_max_num_queries(12):
        findings(organisation)
