"""Runs the regular tasks, one process beside the servers: `python -m embassy.scheduler`.

Each task is a command of manage.py in a process of its own, so that none can hold up or spoil another. All of them may
be run at any time and again: they find out themselves whether there is something to do.
`python -m embassy.scheduler --alive` says whether the scheduler of this container is at work.
"""

import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

MANAGE = Path(__file__).resolve().parent.parent / "manage.py"
SIGN = Path(tempfile.gettempdir()) / "scheduler-alive"
#: Seconds between two looks at the clock, and after how many without one the scheduler counts as dead.
STEP, SILENCE = 5, 120


@dataclass
class Task:
    """A command and how often it starts (seconds); one that runs longer than `longest` is ended."""

    command: list[str]
    every: float
    longest: float
    due: float = 0
    started: float = 0
    process: subprocess.Popen | None = field(default=None, repr=False)


def manage(name: str) -> list[str]:
    return [sys.executable, str(MANAGE), name]


def tasks() -> list[Task]:
    return [
        Task(manage("apply_scheduled"), every=60, longest=10 * 60),
        # What is known of sign-ins is kept as long as the privacy page says.
        Task(manage("purge_sign_ins"), every=10 * 60, longest=60),
        # Asks nobody whom it has asked in the last 20 hours, however often the container starts.
        Task(manage("check_links"), every=24 * 60 * 60, longest=60 * 60),
    ]


class Scheduler:
    def __init__(self, tasks: list[Task], clock: Callable[[], float] = time.monotonic):
        self.tasks, self._clock = tasks, clock
        for task in tasks:
            task.due = clock()

    def tick(self) -> None:
        """Start what is due and not under way, end what has taken too long."""
        for task in self.tasks:
            now = self._clock()
            if task.process and task.process.poll() is None:
                if now - task.started > task.longest:
                    say(f"{task.command[-1]} took too long and was ended.")
                    end(task.process)
                continue
            if now >= task.due:
                # The next moment follows from this one, not from the end; what was missed is not made up for.
                task.due += task.every * (1 + (now - task.due) // task.every)
                task.started = now
                task.process = subprocess.Popen(task.command)  # noqa: S603 - our own commands, no shell

    def end(self) -> None:
        for task in self.tasks:
            if task.process and task.process.poll() is None:
                end(task.process)


def end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(timeout=8)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def is_alive() -> bool:
    try:
        return time.time() - SIGN.stat().st_mtime < SILENCE
    except OSError:
        return False


def main() -> None:
    over = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_signal: over.set())
    scheduler = Scheduler(tasks())
    while not over.is_set():
        scheduler.tick()
        SIGN.touch()
        over.wait(STEP)
    scheduler.end()


if __name__ == "__main__":
    sys.exit(not is_alive()) if "--alive" in sys.argv else main()
