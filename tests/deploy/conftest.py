import shutil
from collections.abc import Iterator

import pytest

from tests.conftest import missing
from tests.deploy.production import Site, production


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    """Production, as far as it goes without containers. Tests that break something mend it."""
    if not shutil.which("nginx"):
        missing("nginx")
    with production(tmp_path_factory.mktemp("production")) as site:
        yield site
