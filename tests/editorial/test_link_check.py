"""What is concluded from answers, and how politely they are asked for."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from tests.editorial.sites import a_site
from trafficking.editorial import link_check
from trafficking.editorial.fetching import Answer
from trafficking.editorial.link_check import Manners, accept, answers, conclude
from trafficking.models import Link

ADDRESS = "https://www.example.org/a/b?c=1"
QUICK = Manners(delay=0, allow_private=True)


def concluded(*given: Answer, address: str = ADDRESS, **known) -> Link:
    link = Link(address=address, **known)
    for answer in given:
        conclude(link, answer)
    return link


def lands(final: str, **answer) -> Answer:
    return Answer(final, 200, **answer)


@pytest.mark.parametrize(
    ("answer", "state", "problem"),
    [
        (lands(ADDRESS), "works", ""),
        (lands("https://www.example.org/a/b/?c=1"), "works", ""),
        (lands("https://www.example.org/lv/a/b", for_good=False), "works", ""),
        (lands("https://www.example.org/lv/a/b"), "moved", "renamed"),
        (lands("https://example.org/a/b?c=1"), "moved", "renamed"),
        (lands("https://www.example.org/"), "look", "first-page"),
        (lands("https://other.example/a/b?c=1"), "look", "elsewhere"),
        (lands("https://badexample.org/a/b?c=1", for_good=False), "look", "elsewhere"),
        (Answer(ADDRESS, 404), "dead", "not-found"),
        (Answer(ADDRESS, 410), "dead", "not-found"),
        (Answer(ADDRESS, 401), "look", "refuses"),
        (Answer(ADDRESS, 403), "look", "refuses"),
        (Answer(ADDRESS, 429), "look", "refuses"),
        (Answer(ADDRESS, 500), "failing", "fault"),
        (Answer(ADDRESS, 302), "failing", "fault"),
        (Answer(ADDRESS, fault="no-host"), "failing", "no-host"),
        (Answer(ADDRESS, fault="timeout"), "failing", "timeout"),
        (Answer(ADDRESS, fault="unreachable"), "failing", "unreachable"),
        (Answer(ADDRESS, fault="nonsense"), "failing", "nonsense"),
        (Answer(ADDRESS, fault="insecure"), "look", "insecure"),
        (Answer(ADDRESS, fault="inside"), "look", "inside"),
        (Answer(ADDRESS, fault="odd"), "look", "odd"),
        (Answer(ADDRESS, fault="loop"), "look", "loop"),
    ],
)
def test_state_and_what_was_noticed_follow_from_the_answer(answer, state, problem):
    link = concluded(answer)
    assert (link.state, link.problem) == (state, problem)
    assert link.checked_at
    assert str(link.get_state_display())
    assert str(link.get_problem_display())


def test_address_that_works_encrypted_too_is_told():
    link = concluded(lands(ADDRESS), address=ADDRESS.replace("https:", "http:"))
    assert (link.state, link.problem, link.final_address) == ("moved", "secure-now", ADDRESS)


def test_failure_makes_dead_only_when_it_comes_twice_in_a_row():
    bad, good = Answer(ADDRESS, fault="timeout"), lands(ADDRESS)
    assert concluded(bad).state == "failing"
    assert concluded(bad, bad).state == "dead"
    assert concluded(bad, good, bad).state == "failing"
    still = concluded(bad, bad, bad)
    assert (still.state, still.failures) == ("dead", 3)
    assert concluded(bad, bad, good).state == "works"


def test_refusal_in_between_is_no_failure():
    assert concluded(Answer(ADDRESS, 500), Answer(ADDRESS, 403), Answer(ADDRESS, 500)).state == "failing"


@pytest.mark.django_db
def test_what_somebody_found_right_works_until_it_changes():
    link = concluded(Answer(ADDRESS, 403))
    link.save()
    accept(link)
    conclude(link, Answer(ADDRESS, 403))
    assert link.state == "works"
    conclude(link, lands("https://other.example/"))
    assert link.state == "look"
    conclude(link, Answer(ADDRESS, 404))
    assert link.state == "dead"


# --- Asking ---


def test_all_addresses_are_asked_and_each_answer_comes():
    with a_site() as site:
        links = [Link(address=site.address(path)) for path in ("page", "status/404", "status/500")]
        found = {link.address: answer.status for link, answer in answers(links, QUICK)}
    assert found == {site.address("page"): 200, site.address("status/404"): 404, site.address("status/500"): 500}


def test_one_site_is_asked_one_at_a_time_with_a_pause():
    with a_site() as site:
        links = [Link(address=site.address(f"page?{number}")) for number in range(3)]
        assert len(list(answers(links, Manners(threads=4, delay=0.2, allow_private=True)))) == 3
        moments = [moment for *_question, moment in site.asked]
    assert all(later - earlier >= 0.19 for earlier, later in pairwise(moments))


def test_slow_site_does_not_keep_the_others_waiting():
    with a_site() as slow, a_site() as quick:
        links = [Link(address=slow.address("slow")), *(Link(address=quick.address(f"page?{n}")) for n in range(3))]
        came = answers(links, QUICK)
        assert [next(came)[0].address for _each in range(3)] == [link.address for link in links[1:]]
        slow.over.set()
        assert len(list(came)) == 1


def test_when_the_time_is_over_nothing_more_is_asked():
    with a_site() as site:
        links = [Link(address=site.address(f"page?{number}")) for number in range(50)]
        came = list(answers(links, Manners(threads=1, delay=0.2, seconds=0.5, allow_private=True)))
    assert 1 <= len(came) < 50


def test_who_stops_listening_stops_the_asking():
    with a_site() as site:
        links = [Link(address=site.address(f"page?{number}")) for number in range(50)]
        came = answers(links, Manners(threads=1, delay=0.1, allow_private=True))
        next(came)
        came.close()
        assert len(site.asked) < 50


def test_question_names_the_site_that_asks(settings):
    settings.ALLOWED_HOSTS = ["www.example.org"]
    assert Manners().rules.user_agent == "embassy-section link check (+https://www.example.org/)"
    assert not Manners().rules.allow_private


@pytest.mark.django_db
def test_those_asked_longest_ago_come_first_and_only_so_many():
    now = timezone.now()
    for name, hours in (("old", 50), ("older", 90), ("fresh", 1), ("new", None)):
        moment = hours and now - timedelta(hours=hours)
        Link.objects.create(address=f"https://{name}.example/", checked_at=moment)
    hosts = [link.address.split(".")[0][8:] for link in link_check.due(20, 10)]
    assert hosts == ["new", "older", "old"]
    assert len(link_check.due(20, 2)) == 2
    assert len(link_check.due(0, 1)) == 1
