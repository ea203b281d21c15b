from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from trafficking.editorial import link_check, links
from trafficking.management.progress import progress
from trafficking.models import Heartbeat, Link

TASK = "check_links"
#: What an answer changes of a link.
FIELDS = ("state", "problem", "status_code", "final_address", "failures", "checked_at")


class Command(BaseCommand):
    help = (
        "Ask the sites that texts link to whether they still answer, and note which links are dead or lead elsewhere. "
        "Run it once a day; it asks those first that it has not asked for longest. Works through a proxy "
        "(https_proxy, http_proxy, no_proxy), and never asks inside a private network."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=500, help="at most so many addresses (default: 500)")
        parser.add_argument("--minutes", type=float, default=20, help="ask for at most so long (default: 20)")
        parser.add_argument("--older", type=float, default=20, help="leave out those asked in the last hours (20)")
        parser.add_argument("--delay", type=float, default=1, help="seconds between two questions to one site (1)")
        parser.add_argument("--threads", type=int, default=4, help="sites asked at the same time, 1 to 8 (4)")
        parser.add_argument("--allow-private", action="store_true", help="for tests: ask inside the network too")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1 <= options["threads"] <= 8 or options["limit"] < 0 or options["delay"] < 0:
            raise CommandError("Nothing was asked: threads go from 1 to 8, limit and delay from 0.")
        links.index_all()
        asked = link_check.due(options["older"], options["limit"])
        manners = link_check.Manners(
            options["threads"], options["delay"], options["minutes"] * 60, options["allow_private"]
        )
        total: Counter[str] = Counter()
        came = progress(link_check.answers(asked, manners), len(asked), self.stdout, lambda one: one[0].address)
        try:
            for link, answer in link_check.believable(came):
                link_check.conclude(link, answer)
                # An address that was dropped meanwhile is not brought back.
                Link.objects.filter(pk=link.pk).update(**{name: getattr(link, name) for name in FIELDS})
                total[link.state] += 1
        except link_check.NoWayOutError:
            raise CommandError("No site at all can be reached from here, so nothing was noted of any.") from None
        Heartbeat.beat(TASK)
        left = len(asked) - sum(total.values())
        outcome = [*(f"{number:,} {state}" for state, number in total.most_common())]
        outcome += [f"{left:,} left for the next run"] if left else []
        self.stdout.write(self.style.SUCCESS(f"Done: {', '.join(outcome) or 'nothing to ask'}"))
