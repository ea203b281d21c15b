"""What a first visit to the help page costs: a slow telephone gets it in the first round trips."""

import io
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

MOST_BYTES, MOST_REQUESTS = 14_336, 3
#: What a browser does not wait for: the sheet for paper, the icon of the tab.
LATER = r'media="print"|rel="icon"'


@pytest.mark.django_db
def test_help_page_is_light_with_the_starter_content_and_every_filter(client):
    call_command("load_starter", stdout=io.StringIO())
    for language in ("lv", "en", "ru", "uk"):
        page = client.get(f"/{language}/help/")
        elements = re.findall(r"<(?:link|script|img)[^>]*>", page.content.decode())
        files = [re.search(r'"/static/([^"]+)"', each) for each in elements if not re.search(LATER, each)]
        sent = [page.content] + [Path(finders.find(file[1])).read_bytes() for file in files if file]
        assert page.content.decode().count('<article class="card">') == 7  # five, two of them in both lists
        assert len(sent) <= MOST_REQUESTS
        assert sum(len(brotli.compress(each, quality=5)) for each in sent) <= MOST_BYTES
