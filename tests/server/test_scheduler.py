"""Regular tasks: started when they are due, never twice at once, none of them for ever."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from embassy import scheduler
from embassy.scheduler import Scheduler, Task
from tests.server.running import ROOT, clean_environment

QUICK = [sys.executable, "-c", "pass"]
ENDLESS = [sys.executable, "-c", "import time; time.sleep(600)"]


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def at_work(clock):
    """Makes a scheduler that is ended after the test."""
    made = []

    def make(*tasks: Task) -> Scheduler:
        made.append(Scheduler(list(tasks), clock))
        return made[-1]

    yield make
    for each in made:
        each.end()


def test_task_starts_at_once_and_then_whenever_it_is_due(at_work, clock):
    task = Task(QUICK, every=60, longest=60)
    at_work_now = at_work(task)
    seen = []
    for _seconds in range(0, 180, 20):
        at_work_now.tick()
        task.process.wait()
        if task.process not in seen:
            seen.append(task.process)
        clock.now += 20
    assert len(seen) == 3


def test_task_that_is_under_way_is_not_started_again(at_work, clock):
    task = Task(ENDLESS, every=60, longest=1000)
    at_work_now = at_work(task)
    at_work_now.tick()
    first = task.process
    clock.now += 200
    at_work_now.tick()
    assert task.process is first
    assert first.poll() is None


def test_task_that_takes_too_long_is_ended_and_started_when_it_is_due_again(at_work, clock, capsys):
    task = Task(ENDLESS, every=60, longest=100)
    at_work_now = at_work(task)
    at_work_now.tick()
    first = task.process
    clock.now += 101
    at_work_now.tick()
    assert first.poll() is not None
    assert "took too long" in capsys.readouterr().err
    at_work_now.tick()
    assert task.process is not first


def test_slow_task_does_not_keep_the_others_waiting(at_work, clock):
    slow, quick = Task(ENDLESS, every=600, longest=6000), Task(QUICK, every=60, longest=60)
    at_work_now = at_work(slow, quick)
    at_work_now.tick()
    first = quick.process
    first.wait()
    clock.now += 60
    at_work_now.tick()
    assert quick.process is not first


def test_moments_that_were_missed_are_not_made_up_for(at_work, clock):
    task = Task(QUICK, every=60, longest=60)
    at_work_now = at_work(task)
    at_work_now.tick()
    task.process.wait()
    clock.now += 6000
    at_work_now.tick()
    second = task.process
    second.wait()
    at_work_now.tick()
    assert task.process is second


def test_tasks_are_those_that_need_no_person():
    found = {task.command[-1]: task.every for task in scheduler.tasks()}
    assert found == {"apply_scheduled": 60, "purge_sign_ins": 600, "check_links": 86_400}


def test_sign_of_life_grows_old(monkeypatch, tmp_path):
    monkeypatch.setattr(scheduler, "SIGN", tmp_path / "alive")
    assert not scheduler.is_alive()
    scheduler.SIGN.touch()
    assert scheduler.is_alive()
    old = time.time() - scheduler.SILENCE - 1
    os.utime(scheduler.SIGN, (old, old))
    assert not scheduler.is_alive()


def heartbeats(database) -> set[str]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as connection:
        return {task for (task,) in connection.execute("SELECT task FROM trafficking_heartbeat")}


def test_process_runs_both_tasks_and_ends_when_told(tmp_path):
    environment = clean_environment(DATA_DIR=str(tmp_path), TMPDIR=str(tmp_path))
    # Without content there is no link, so that no other site is asked.
    manage = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(manage, env=environment, cwd=ROOT, check=True, timeout=120)
    alive = [sys.executable, "-m", "embassy.scheduler", "--alive"]
    assert subprocess.run(alive, env=environment, cwd=ROOT, check=False).returncode == 1
    process = subprocess.Popen(alive[:-1], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while heartbeats(tmp_path / "section.sqlite3") != {"apply_scheduled", "check_links"}:
            assert time.monotonic() < until
            assert process.poll() is None
            time.sleep(0.2)
        assert subprocess.run(alive, env=environment, cwd=ROOT, check=False).returncode == 0
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    finally:
        process.kill()
        process.wait()
