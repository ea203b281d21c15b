"""The second half of script/test, inside the virtual environment: pytest on each database."""

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.postgresql import Cluster  # noqa: E402

NO_TEST_CHOSEN = 5


def pytest(arguments: list[str], **environment: str) -> int:
    """pytest's exit code, with a data folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="section-tests-") as folder:
        variables = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        variables |= {"DATA_DIR": str(Path(folder) / "data"), **environment}
        command = [sys.executable, "-m", "pytest", *arguments]
        return subprocess.run(command, env=variables, cwd=ROOT, check=False).returncode


def main(arguments: list[str]) -> int:
    chosen = {"--sqlite", "--postgresql"} & set(arguments) or {"--sqlite", "--postgresql"}
    arguments = [argument for argument in arguments if argument not in chosen]
    codes = []
    if "--sqlite" in chosen:
        print("\nOn SQLite: every test.", flush=True)
        codes.append(pytest(arguments))
    if "--postgresql" in chosen:
        own = os.environ.get("DATABASE_URL", "")
        with ExitStack() as stack:
            url = own if own.startswith("postgres") else stack.enter_context(Cluster()).url
            only = ["--only-database"] if "--sqlite" in chosen else []
            print(f"\nOn PostgreSQL: every test{' that uses the database' if only else ''}.", flush=True)
            code = pytest([*only, *arguments], DATABASE_URL=url)
            # Chosen tests of which none uses the database have all run on SQLite.
            codes.append(0 if only and code == NO_TEST_CHOSEN and codes == [0] else code)
    return max(codes, key=abs)


if __name__ == "__main__":
    # Asked to end, end pytest and the database too.
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
