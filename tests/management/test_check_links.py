import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests import factories
from tests.editorial.sites import a_site
from trafficking import caching
from trafficking.models import Heartbeat, Link

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    with a_site() as site:
        yield site


def run(**options) -> str:
    out = io.StringIO()
    call_command("check_links", stdout=out, **{"delay": 0, "allow_private": True, "older": 0, **options})
    return out.getvalue()


def page_with(*addresses: str):
    return factories.page("a", body_lv="".join(f'<p><a href="{each}">vārdi</a></p>' for each in addresses))


def states() -> dict[str, str]:
    return {link.address.split("/", 3)[3]: link.state for link in Link.objects.all()}


def test_texts_changed_outside_the_desk_are_indexed_and_asked(site):
    page_with(
        site.address("page"), site.address("status/404"), site.address("status/500"), site.address("to/301//page")
    )
    said = run()
    assert states() == {"page": "works", "status/404": "dead", "status/500": "failing", "to/301//page": "moved"}
    assert "4 of 4" in said
    assert "1 works" in said


def test_failure_on_a_second_run_is_death(site):
    page_with(site.address("status/500"))
    run()
    run()
    assert states() == {"status/500": "dead"}
    assert Link.objects.get().failures == 2


def test_what_was_asked_lately_is_left_in_peace(site):
    page_with(site.address("page"))
    run()
    assert "nothing to ask" in run(older=20)
    assert len(site.asked) == 1
    Link.objects.update(checked_at=timezone.now() - timedelta(hours=21))
    run(older=20)
    assert len(site.asked) == 2


def test_most_and_time_are_bounded(site):
    page_with(*(site.address(f"page?{number}") for number in range(5)))
    run(limit=2)
    assert list(states().values()).count("works") == 2
    assert "5 left for the next run" in run(minutes=0)


def test_house_is_not_asked_unless_allowed(site):
    page_with(site.address("page"))
    run(allow_private=False)
    assert states() == {"page": "look"}
    assert site.asked == []


def test_run_is_noted_and_no_page_is_made_anew(site):
    page_with(site.address("page"))
    before = caching.version(caching.CONTENT)
    assert Heartbeat.last("check_links") is None
    run()
    assert Heartbeat.last("check_links")
    assert caching.version(caching.CONTENT) == before


def test_without_a_way_out_nothing_is_called_dead(site):
    nowhere = [f"http://127.0.0.1:{port}/" for port in (1, 7, 9)]
    page_with(*nowhere)
    with pytest.raises(CommandError, match="No site at all"):
        run()
    assert not Link.objects.exclude(state="new").exists()
    assert Heartbeat.last("check_links") is None
    factories.page("b", outside_url=site.address("page"))
    run()
    assert sorted(link.state for link in Link.objects.all()) == ["failing", "failing", "failing", "works"]


@pytest.mark.parametrize("option", [{"threads": 0}, {"threads": 9}, {"limit": -1}, {"delay": -1}])
def test_senseless_options_are_refused(option):
    with pytest.raises(CommandError):
        run(**option)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_terminal_shows_a_bar(site):
    page_with(site.address("page"), site.address("status/404"))
    out = Terminal()
    call_command("check_links", stdout=out, delay=0, allow_private=True)
    assert f"\r[{'#' * 15}{'.' * 15}] 1 of 2" in out.getvalue()
    assert f"\r[{'#' * 30}] 2 of 2" in out.getvalue()
