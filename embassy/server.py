"""The web server in front of the application: `python -m embassy.server`, the same on a desk and in production."""

import os
import sys

from embassy import settings


def command(host: str, port: int, workers: int = 1, patience: int = 20) -> list[str]:
    """The server's command line: `workers` processes that listen on one address until told to stop.

    What is under way then has `patience` seconds to finish.
    """
    return [
        sys.executable,
        "-m",
        "granian",
        "--interface=wsgi",
        "--no-ws",
        "--http=1",
        f"--host={host}",
        f"--port={port}",
        f"--workers={workers}",
        # Each thread holds one connection to the database; what comes beyond that waits its turn.
        "--blocking-threads=8",
        "--blocking-threads-idle-timeout=600",
        f"--backpressure={64 * workers}",
        "--http1-header-read-timeout=10000",
        "--respawn-failed-workers",
        "--respawn-interval=0.5",
        f"--workers-kill-timeout={patience}",
        # No access log: nobody needs to know who read what. Below ERROR the server tells only of itself.
        "--log-level=error",
        "embassy.wsgi:application",
    ]


def main() -> None:
    host, port = os.environ.get("HOST") or "127.0.0.1", int(settings.number("PORT", 8000))
    arguments = command(host, port, max(1, int(settings.number("WORKERS", 1))))
    os.execv(arguments[0], arguments)  # noqa: S606 - a fixed command line, no shell


if __name__ == "__main__":
    main()
