"""The first content of the help directory keeps its own rules."""

import re
from collections import Counter

import pytest

from trafficking.starter.loader import records

LANGUAGES = ("lv", "en", "ru", "uk")
FIRST_KINDS = records("service_types", "service_type")
KINDS = FIRST_KINDS + records("more_service_types", "service_type")
ORGANISATIONS = [each for each in records("organisations", "organisation") if each.get("in_directory")]

#: Words that every kind of help could claim; alone they would lead anywhere.
GENERAL_WORDS = set(
    "palīdzība atbalsts bezmaksas padoms help support free advice aid помощь поддержка бесплатно совет "
    "допомога підтримка безкоштовно безоплатно порада".split()
)
TELLING = re.compile(
    r"shelter|crisis|violence|abuse|victim|traffick|women|safe|help|patv|kriz|krīz|vardarb|upur|siev|dros|droš|palidz"
    r"|приют|криз|насил|жертв|женщ|притул|насильст|жінк|допомог",
    re.IGNORECASE,
)


def words(kind, language):
    return [each.strip() for each in re.split(r"[,\n]", kind[f"search_words_{language}"]) if each.strip()]


def test_directory_starts_with_five_organisations_and_six_kinds_of_help():
    assert len(ORGANISATIONS) == 5
    assert [kind["slug"] for kind in FIRST_KINDS] == ["legal", "workabroad", "rehab", "psych", "medical", "other"]


@pytest.mark.parametrize("organisation", ORGANISATIONS, ids=lambda each: each["id"])
def test_what_stays_behind_on_a_device_says_nothing_about_help(organisation):
    traces = [organisation["slug"], *(organisation[f"neutral_name_{language}"] for language in LANGUAGES)]
    assert all(traces)
    assert not [trace for trace in traces if TELLING.search(trace)]
    assert TELLING.search(organisation["name_en"]) or organisation["slug"] == "iom"  # the pattern does find


@pytest.mark.parametrize("organisation", ORGANISATIONS, ids=lambda each: each["id"])
def test_nothing_is_claimed_that_the_source_does_not_say(organisation):
    assert all(organisation[children] for children in ("services", "phones", "locations"))
    unknown = {"areas", "languages", "audiences", "opening_hours", "verified_on", "verified_by"}
    assert not unknown & organisation.keys()
    for phone in organisation["phones"]:
        assert not {"toll_free", "around_the_clock", "opening_hours", "languages"} & phone.keys()
    assert {service["service_type"] for service in organisation["services"] if service.get("free") == "yes"} <= {"SV1"}


def test_only_what_is_stated_of_one_organisation_counts_as_stated():
    stated = {
        (organisation["id"], service["service_type"])
        for organisation in ORGANISATIONS
        for service in organisation["services"]
        if service["basis"] == "public"
    }
    assert stated == {("ORG-SAFE-HOUSE", "SV1"), ("ORG-SAFE-HOUSE", "SV3")}


@pytest.mark.parametrize("kind", KINDS, ids=lambda each: each["slug"])
def test_kinds_of_help_are_described_and_can_be_found_in_each_language(kind):
    for language in LANGUAGES:
        assert all(kind[f"{column}_{language}"] for column in ("name", "description"))
        assert len(words(kind, language)) >= 18


@pytest.mark.parametrize("kind", KINDS, ids=lambda each: each["slug"])
def test_words_that_fit_every_kind_of_help_do_not_stand_alone(kind):
    for language in LANGUAGES:
        assert not GENERAL_WORDS & {word.casefold() for word in words(kind, language)}


def test_search_words_do_not_stand_twice_under_one_kind_of_help():
    for kind in KINDS:
        for language in LANGUAGES:
            repeated = [word for word, number in Counter(words(kind, language)).items() if number > 1]
            assert not repeated, f"{kind['slug']} {language}"


@pytest.mark.parametrize(
    ("file", "name", "column"),
    [
        ("situations", "situation", "slug"),
        ("areas", "area", "slug"),
        ("audiences", "audience", "slug"),
        ("languages", "language", "code"),
    ],
)
def test_addresses_are_plain_and_differ(file, name, column):
    slugs = [record[column] for record in records(file, name)]
    assert slugs
    assert all(re.fullmatch(r"[a-z0-9-]+", slug) for slug in slugs)
    assert len(set(slugs)) == len(slugs)


def test_further_kinds_of_help_have_addresses_and_ids_of_their_own():
    assert len({kind["slug"] for kind in KINDS}) == len({kind["id"] for kind in KINDS}) == len(KINDS)
    assert all(re.fullmatch(r"[a-z]+", kind["slug"]) for kind in KINDS)
