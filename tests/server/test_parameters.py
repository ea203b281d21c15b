import re

from django.conf import settings

from tests.server.running import ROOT
from trafficking.opendata.parameters import READERS
from trafficking.search.directory import FACETS

ASKED = re.compile(r"""\b(?:GET|get)\.(?:get|getlist)\("(\w+)"|_one_of\(get, "(\w+)"|<input[^>]* name="(\w+)\"""")


def test_every_parameter_that_a_page_reads_is_known():
    """The wrapper drops unknown parameters, so that one missing here would do nothing at all."""
    sides = [ROOT / "trafficking" / side for side in ("public", "opendata", "printing", "search")]
    files = [path for side in sides for path in side.rglob("*.py")]
    # The desk and what a share link shows are no pages that are kept.
    pages = [path for path in (ROOT / "templates").rglob("*.html") if "admin" not in path.parts]
    files += [path for path in pages if not path.stem.startswith("preview")]
    found = {name for path in files for name in sum(ASKED.findall(path.read_text(encoding="utf-8")), ()) if name}
    assert {"q", "page", "kind", "free", "open"} <= found
    assert found | set(FACETS) | set(READERS) == settings.PUBLIC_PARAMETERS
