from collections.abc import Iterator

import pytest

from tests.server.running import Server, section


@pytest.fixture(scope="session")
def server(tmp_path_factory, static_root) -> Iterator[Server]:
    """The section with its first content, served as `script/server` does. Tests that change it put it back."""
    with section(tmp_path_factory.mktemp("section") / "da ta", STATIC_ROOT=static_root) as server:
        yield server
