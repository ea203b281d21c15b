"""The screen on which an item is translated, over HTTP: what it shows, keeps, and refuses."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse

from tests import factories
from tests.admin.browserlike import shown
from tests.editorial.test_flow import drafted
from trafficking.editorial import flow
from trafficking.editorial.capture import capture
from trafficking.editorial.translations import statuses
from trafficking.models import Image, Location, Page, Phone, Revision, TranslationCheck

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """A page of which Russian is up to date and Ukrainian missing."""
    return factories.page("lapa", title_lv="Palīdzība", title_ru="Помощь", lead_lv="Īsi", lead_ru="Кратко")


@pytest.fixture
def writer(client, django_user_model):
    """A client of somebody who may change content and sees no confidential address."""
    user = django_user_model.objects.create_user("writer", password="x", is_staff=True)
    names = [f"change_{noun}" for noun in ("organisation", "phone", "location", "service", "page")]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def address(item, language="ru") -> str:
    return reverse(f"admin:trafficking_{item._meta.model_name}_translate", args=[item.pk, language])


def opened(client, item, language="ru") -> dict[str, list[str]]:
    """What a browser would send if nothing were touched."""
    return shown(client.get(address(item, language)), "translate_form")


def press(client, item, button, language="ru", form=None, value="", **typed):
    form = opened(client, item, language) if form is None else form
    return client.post(address(item, language), form | typed | {button: value})


def publish(item, **changes):
    return flow.publish(drafted(item, None, **changes), None)


def words(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def pairs(response) -> list[tuple[str, str]]:
    return [(pair.label, str(pair.standing)) for pair in response.context["work"].pairs]


def state_of_draft(item) -> dict:
    return flow.draft(item).state


def test_texts_that_need_work_come_first(desk, page):
    publish(page, lead_lv="Vēl īsāk", body_lv="<p>Teksts</p>")
    response = desk.get(address(page))
    assert pairs(response) == [("Lead", "outdated"), ("Text", "missing"), ("Title", "current")]
    assert "1 of 3 texts are up to date." in response.content.decode()


def test_source_stands_beside_the_box_of_the_form_in_its_own_language(desk):
    item = factories.page("lapa", title_lv="Palīdzība <b>", body_lv="<h2>Kā</h2><p>Teksts</p>")
    text = desk.get(address(item, "uk")).content.decode()
    assert 'lang="lv"><p>Palīdzība &lt;b&gt;</p></div>' in text
    assert 'lang="lv"><h2>Kā</h2><p>Teksts</p></div>' in text
    assert "data-django-prose-editor-configurable" in text
    assert 'name="title_uk"' in text
    assert 'lang="uk"' in text
    assert 'spellcheck="true"' in text


def test_difference_of_the_source_is_told_in_words(desk, page):
    publish(page, lead_lv="Pavisam īsi")
    text = desk.get(address(page)).content.decode()
    assert "Changed since the translation was checked" in text
    assert "added:" in text
    assert "Changed since" not in desk.get(address(page, "uk")).content.decode()


def test_text_without_a_source_is_shown_as_such(desk):
    item = factories.page("lapa", lead_ru="Кратко")
    response = desk.get(address(item))
    assert ("Lead", "alone") in pairs(response)
    assert "There is no text in this language." in response.content.decode()


def test_saving_makes_a_draft_and_leaves_what_visitors_see(desk, page):
    before = capture(page)
    response = press(desk, page, "_save", title_ru="Подмога", lead_ru=" Кратко ")
    assert response.url == address(page)
    assert words(desk.get(response.url)) == ["Saved as a draft. Visitors see it once it is published."]
    assert capture(page) == before
    assert state_of_draft(page) == {**before, "title_ru": "Подмога"}
    assert LogEntry.objects.get().get_change_message() == "Changed title (Russian)."
    assert 'value="Подмога"' in desk.get(address(page)).content.decode()


def test_text_is_cleaned_and_an_emptied_one_is_none(desk, page):
    publish(page, body_lv="<p>Teksts</p>")
    press(desk, page, "_save", body_ru="<p onclick='x()'>Текст<script>x()</script></p>", lead_ru="")
    assert state_of_draft(page)["body_ru"] == "<p>Текст</p>"
    assert state_of_draft(page)["lead_ru"] is None


def test_untouched_form_saves_nothing_also_with_the_line_breaks_of_a_browser(desk):
    item = factories.page("lapa", lead_lv="Viens\nDivi", lead_ru="Раз\nДва")
    form = {name: [value.replace("\n", "\r\n") for value in values] for name, values in opened(desk, item).items()}
    assert form["lead_ru"] == ["Раз\r\nДва"]
    press(desk, item, "_save", form=form)
    assert flow.pending(item) is None
    assert not LogEntry.objects.exists()


def test_pending_draft_is_shown_and_gone_on_with(desk, page):
    flow.save_draft(page, {**capture(page), "lead_lv": "Jauns ievads", "lead_en": "Lead"}, None, flow.seen(page))
    response = desk.get(address(page))
    assert "Jauns ievads" in response.content.decode()
    assert "You see the draft by the system" in response.content.decode()
    assert pairs(response)[0] == ("Lead", "outdated")
    press(desk, page, "_save", lead_ru="Новое")
    draft = flow.pending(page)
    assert (draft.data["lead_lv"], draft.data["lead_en"], draft.data["lead_ru"]) == ("Jauns ievads", "Lead", "Новое")
    assert pairs(desk.get(address(page))) == [("Title", "current"), ("Lead", "current")]


def test_rows_of_a_draft_that_visitors_do_not_know_yet_can_be_translated(desk):
    item, key = factories.organisation(), str(factories.phone(factories.organisation()).pk)
    [row] = capture(Phone.objects.get().organisation)["phones"].values()
    Phone.objects.all().delete()
    drafted(item, None, phones={key: {**row, "number": "+37167000009", "label_lv": "Tālrunis"}})
    assert ("+371 67 000 009: label", "missing") in pairs(desk.get(address(item)))
    press(desk, item, "_save", **{f"phones-{key}-label_ru": "Телефон"})
    assert state_of_draft(item)["phones"][key]["label_ru"] == "Телефон"
    assert not Phone.objects.exists()


def test_too_long_a_text_is_told_and_stays_as_typed(desk, page):
    response = press(desk, page, "_save", title_ru="П" * 161, lead_ru="Короче")
    text = response.content.decode()
    assert "at most 160 characters" in text
    assert "П" * 161 in text
    assert "Короче" in text
    assert flow.pending(page) is None


def test_still_correct_is_one_click_and_writes_nothing_else(desk, admin_user, page):
    publish(page, lead_lv="Pavisam īsi")
    before, revisions = capture(page), Revision.objects.count()
    response = press(desk, page, "_correct", value="lead_ru")
    assert response.url == address(page)
    assert pairs(desk.get(response.url)) == [("Title", "current"), ("Lead", "current")]
    assert (capture(page), Revision.objects.count()) == (before, revisions)
    assert TranslationCheck.objects.get().checked_by == admin_user
    assert LogEntry.objects.get().get_change_message() == "Still correct: lead (Russian)."


def test_all_still_correct(desk, page):
    publish(page, lead_lv="Pavisam īsi", title_lv="Palīgs")
    press(desk, page, "_all_correct")
    assert pairs(desk.get(address(page))) == [("Title", "current"), ("Lead", "current")]


def test_still_correct_keeps_what_is_typed_elsewhere(desk, page):
    publish(page, lead_lv="Pavisam īsi")
    response = press(desk, page, "_correct", value="lead_ru", title_ru="Подмога")
    assert response.status_code == 200
    assert 'value="Подмога"' in response.content.decode()
    assert ("Lead", "current") in pairs(response)
    assert flow.pending(page) is None


def test_still_correct_holds_for_the_text_that_was_shown_and_no_later_one(desk, page):
    publish(page, lead_lv="Pavisam īsi")
    form = opened(desk, page)
    publish(page, lead_lv="Vēl citādi")
    press(desk, page, "_correct", form=form, value="lead_ru")
    assert pairs(desk.get(address(page)))[0] == ("Lead", "outdated")
    assert TranslationCheck.objects.get().source_text == "Pavisam īsi"


def test_still_correct_says_nothing_about_a_translation_that_a_colleague_has_changed(desk, page):
    publish(page, lead_lv="Pavisam īsi")
    form = opened(desk, page)
    drafted(page, None, lead_ru="Совсем другое")
    response = desk.get(press(desk, page, "_correct", form=form, value="lead_ru").url)
    assert words(response)[0].startswith("A colleague has changed a translation")
    assert TranslationCheck.objects.get().source_text == "Īsi"


def test_source_is_copied_without_a_script_and_nothing_typed_is_lost(desk, page):
    response = press(desk, page, "_copy", value="title_ru", lead_ru="Короче")
    fields = shown(response, "translate_form")
    assert (fields["title_ru"], fields["lead_ru"]) == (["Palīdzība"], ["Короче"])
    assert flow.pending(page) is None
    press(desk, page, "_save", form=fields)
    assert (state_of_draft(page)["title_ru"], state_of_draft(page)["lead_ru"]) == ("Palīdzība", "Короче")


def test_changes_of_a_colleague_elsewhere_are_merged(desk, page):
    form = opened(desk, page)
    drafted(page, None, title_ru="Подмога", title_en="Help")
    assert press(desk, page, "_save", form=form, lead_ru="Короче").status_code == 302
    state = state_of_draft(page)
    assert (state["title_ru"], state["title_en"], state["lead_ru"]) == ("Подмога", "Help", "Короче")


def test_same_text_of_a_colleague_is_shown_beside_mine_and_mine_saved_on_the_second_press(desk, page):
    form = opened(desk, page)
    drafted(page, None, lead_ru="Её текст", title_ru="Её название")
    response = press(desk, page, "_save", form=form, lead_ru="Мой текст")
    text = response.content.decode()
    assert "Nothing is saved yet" in words(response)[0]
    assert "Её текст" in text
    assert "Мой текст" in text
    assert state_of_draft(page)["lead_ru"] == "Её текст"
    press(desk, page, "_save", form=shown(response, "translate_form"))
    assert (state_of_draft(page)["lead_ru"], state_of_draft(page)["title_ru"]) == ("Мой текст", "Её название")


def test_source_that_changed_while_translating_is_shown_before_anything_is_saved(desk, page):
    form = opened(desk, page)
    drafted(page, None, lead_lv="Pavisam īsi")
    response = press(desk, page, "_save", form=form, lead_ru="Короче")
    assert "Changed while you were translating" in response.content.decode()
    assert flow.draft(page).state["lead_ru"] == "Кратко"
    press(desk, page, "_save", form=shown(response, "translate_form"))
    assert state_of_draft(page)["lead_ru"] == "Короче"
    flow.publish(flow.pending(page), None)
    assert not any(status.outdated for status in statuses(Page.objects.get()))


def test_text_whose_row_a_colleague_deleted_is_kept_aside(desk):
    item = factories.organisation(name_ru="Имя")
    phone = factories.phone(item, label_lv="Tālrunis")
    form = opened(desk, item)
    drafted(item, None, phones={})
    box = f"phones-{phone.pk}-label_ru"
    response = press(desk, item, "_save", form=form, name_ru="Новое имя", **{box: "Телефон"})
    assert "A colleague has deleted" in words(response)[0]
    aside = Revision.objects.get(kind=Revision.Kind.ASIDE)
    assert aside.data["phones"][str(phone.pk)]["label_ru"] == "Телефон"
    press(desk, item, "_save", form=shown(response, "translate_form"))
    assert (state_of_draft(item)["name_ru"], state_of_draft(item)["phones"]) == ("Новое имя", {})


def test_clash_of_the_draft_with_what_is_public_is_not_settled_by_translating(desk, page):
    drafted(page, None, title_lv="Melnraksts")
    Page.objects.update(title_lv="Publisks")
    assert len(flow.draft(page).clashes) == 1
    press(desk, page, "_save", lead_ru="Короче")
    [clash] = flow.draft(page).clashes
    assert (clash.theirs, clash.mine) == ("Publisks", "Melnraksts")
    assert state_of_draft(page)["lead_ru"] == "Короче"


def test_forged_token_is_refused(desk, page):
    form = opened(desk, page)
    for token in ("", "7", "1.9", "x"):
        assert press(desk, page, "_save", form=form, shown=token).status_code == 400


def test_confidential_address_is_shown_to_nobody_who_may_not_see_it(desk, writer):
    item = factories.organisation(name_ru="Имя")
    marked = {"name_lv": "Slepens birojs", "name_ru": "Тайный дом", "street": "Slepena iela 5"}
    hidden = factories.location(item, visibility=Location.Visibility.CONFIDENTIAL, **marked)
    factories.location(item, name_lv="Birojs")
    locations = capture(item)["locations"]
    publish(item, locations={**locations, str(hidden.pk): {**locations[str(hidden.pk)], "name_lv": "Slepens nams"}})
    allowed = desk.get(address(item)).content.decode()
    assert "Slepens nams" in allowed
    assert "Тайный дом" in allowed
    response = writer.get(address(item))
    text = response.content.decode()
    assert "The texts of 1 confidential address are not shown to you." in text
    assert not any(secret in text for secret in ("Slepen", "Тайный", str(hidden.pk)))
    assert any("Birojs" in pair.source for pair in response.context["work"].pairs)
    press(writer, item, "_all_correct")
    chosen = {"action": "still_correct_ru", "_selected_action": [str(item.pk)]}
    assert writer.post(reverse("admin:trafficking_organisation_changelist"), chosen).status_code == 302
    press(writer, item, "_save", name_ru="Другое", **{f"locations-{hidden.pk}-name_ru": "Взлом"})
    assert state_of_draft(item)["locations"][str(hidden.pk)]["name_ru"] == "Тайный дом"
    assert state_of_draft(item)["name_ru"] == "Другое"
    assert TranslationCheck.objects.get().source_text == "Slepens birojs"


def test_rows_that_one_may_not_change_are_not_shown(writer, django_user_model):
    item = factories.organisation()
    factories.phone(item, label_lv="Tālrunis")
    assert any("Tālrunis" in pair.source for pair in writer.get(address(item)).context["work"].pairs)
    django_user_model.objects.get(username="writer").user_permissions.remove(
        Permission.objects.get(codename="change_phone")
    )
    assert not any("Tālrunis" in pair.source for pair in writer.get(address(item)).context["work"].pairs)


def test_translating_needs_the_right_to_change_the_noun(writer, django_user_model, page):
    assert writer.get(address(page)).status_code == 200
    assert writer.get(address(factories.notice())).status_code == 403
    assert writer.post(address(factories.notice())).status_code == 403
    user = django_user_model.objects.get(username="writer")
    user.user_permissions.set([Permission.objects.get(codename="view_page")])
    assert writer.get(address(page)).status_code == 403
    writer.logout()
    assert writer.get(address(page)).status_code == 302


def test_source_language_is_not_translated(desk, page):
    response = desk.get(address(page, "lv"), follow=True)
    assert response.redirect_chain == [(reverse("admin:trafficking_page_change", args=[page.pk]), 302)]
    assert words(response) == ["This item is written in this language; the others are translated from it."]
    assert desk.get(address(page, "de"), follow=True).status_code == 404


def test_picture_is_saved_at_once_and_written_down(desk):
    item = factories.image(alternative_text_lv="Cilvēki")
    press(desk, item, "_save", alternative_text_ru="Люди")
    assert Image.objects.get().alternative_text_ru == "Люди"
    assert Revision.objects.of(item).first().kind == Revision.Kind.PUBLISHED
    assert flow.pending(item) is None


def test_changed_text_of_a_picture_makes_its_translations_out_of_date(desk):
    item = factories.image(alternative_text_lv="Cilvēki", alternative_text_ru="Люди")
    form = reverse("admin:trafficking_image_change", args=[item.pk])
    desk.post(form, shown(desk.get(form), "image_form") | {"alternative_text_lv": "Runātāji"})
    assert pairs(desk.get(address(item))) == [("Alternative text", "outdated")]


def test_tools_above_the_form_lead_to_each_translation(desk, page, rf, admin_user):
    request = rf.get("/")
    request.user = admin_user
    tools = admin.site.get_model_admin(Page).tools(request, page)
    assert [(tool.label, tool.url) for tool in tools if "/translate/" in tool.url] == [
        ("Translate: English (missing)", address(page, "en")),
        ("Translate: Russian (✓)", address(page, "ru")),
        ("Translate: Ukrainian (missing)", address(page, "uk")),
    ]
