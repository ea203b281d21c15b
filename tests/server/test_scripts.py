"""What the two commands say and do, on the machines that people really have."""

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.server.running import ROOT, clean_environment, free_port, section

TOOLS = ("sh", "dirname", "cat", "ls", "mkdir", "rm", "env")


def script(name: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    command = ["/bin/sh", str(ROOT / "script" / name), *arguments]
    return subprocess.run(
        command, env=clean_environment(**environment), capture_output=True, text=True, timeout=120, check=False
    )


def serve(data_dir: Path, **environment: str) -> subprocess.CompletedProcess:
    """The second half of script/server, for what it refuses before it serves."""
    environment = clean_environment(DATA_DIR=str(data_dir), **environment)
    command = [sys.executable, str(ROOT / "script" / "_serve.py")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def machine(tmp_path):
    """A machine with nothing but a shell; `machine(python3="3.10")` puts Pythons there that say this of themselves."""

    def build(**pythons: str) -> dict[str, str]:
        programs = tmp_path / "bin"
        programs.mkdir()
        for tool in TOOLS:
            (programs / tool).symlink_to(shutil.which(tool))
        for name, says in pythons.items():
            version, _comma, lacks = says.partition(" without ")
            answer = "exit 1" if lacks else "exit 0"
            file = programs / name.replace("_", ".")
            file.write_text(
                f'#!/bin/sh\ncase "$2" in\n*version_info*) echo {version} ;;\n*ensurepip*) {answer} ;;\n'
                "*disk_usage*) echo 20 ;;\nesac\n"
            )
            file.chmod(0o755)
        return {"PATH": str(programs), "VENV_DIR": str(tmp_path / "new environment")}

    return build


@pytest.mark.parametrize("name", ["server", "test"])
@pytest.mark.parametrize(
    ("pythons", "sentence"),
    [
        ({}, "found no Python at all"),
        ({"python3": "3.10"}, "needs Python 3.11, 3.12 or 3.13; here is only Python 3.10"),
        ({"python3": "3.14"}, "here is only Python 3.14"),
        ({"python": "2.7"}, "here is only Python 2.7"),
        ({"python3": "'3.11' without venv"}, "sudo apt install python3.11-venv"),
        ({"python3": "3.14", "python3_12": "3.12 without venv"}, "sudo apt install python3.12-venv"),
        ({"python3": "3.11"}, "The disk is too full: 20 MB are free"),
    ],
)
def test_what_is_wrong_with_the_machine_is_said_in_a_sentence(machine, name, pythons, sentence):
    done = script(name, **machine(**pythons))
    assert done.returncode == 1
    assert sentence in done.stderr
    assert len(done.stdout.splitlines()) == 1  # what it set out to do, in one line


def test_folder_that_is_something_else_is_not_touched(machine, tmp_path):
    environment = machine(python3="3.11")
    folder = Path(environment["VENV_DIR"])
    folder.mkdir()
    (folder / "precious").write_text("mine")
    done = script("server", **environment)
    assert done.returncode == 1
    assert "set VENV_DIR to another folder" in done.stderr
    assert (folder / "precious").read_text() == "mine"


def test_environment_where_none_can_be_made(machine, tmp_path):
    (tmp_path / "file").write_text("")
    done = script("server", **machine(python3="3.11") | {"VENV_DIR": str(tmp_path / "file" / "venv")})
    assert done.returncode == 1
    assert "cannot be made" in done.stderr


def test_packages_that_cannot_be_installed_are_told_and_tried_again_next_time(tmp_path):
    """A real virtual environment and a package index that is not there."""
    environment = {"VENV_DIR": str(tmp_path / "venv"), "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}
    environment |= {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_FIND_LINKS": "", "PIP_NO_CACHE_DIR": "1"}
    environment["PATH"] = os.pathsep.join([str(Path(sys.base_prefix) / "bin"), os.environ["PATH"]])
    for _time in range(2):
        done = script("server", **environment)
        assert done.returncode == 1, done.stdout
        assert "The packages could not be installed" in done.stderr
    assert "Making a virtual environment" not in done.stdout


def test_port_that_is_taken(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = serve(tmp_path, PORT=str(other.getsockname()[1]))
    assert done.returncode == 1
    assert "is taken by another program" in done.stderr


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "８０００"])
def test_port_that_is_none(tmp_path, port):
    done = serve(tmp_path, PORT=port)
    assert done.returncode == 1
    assert "PORT must be a number from 1 to 65535" in done.stderr


def test_data_folder_that_cannot_be(tmp_path):
    (tmp_path / "file").write_text("")
    done = serve(tmp_path / "file" / "data", PORT=str(free_port()))
    assert done.returncode == 1
    assert "DATA_DIR names another folder" in done.stderr


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a disk of its own with 104 megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=104m", "tmpfs", str(disk)]
    if not sys.platform.startswith("linux") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk may be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def fill(disk: Path) -> None:
    """Write until nothing more goes in."""
    with suppress(OSError), (disk / "filling").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(64 * 1024))


def test_disk_that_is_full_from_the_start(small_disk):
    fill(small_disk)
    done = serve(small_disk, PORT=str(free_port()))
    assert done.returncode == 1
    assert "The disk is full: nothing can be written" in done.stderr


def test_disk_that_fills_up_under_way(small_disk):
    environment = clean_environment(DATA_DIR=str(small_disk), PORT=str(free_port()))
    command = [sys.executable, str(ROOT / "script" / "_serve.py")]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert "Preparing the data" in process.stdout.readline()
        fill(small_disk)
        assert process.wait(60) == 1
        said = process.stderr.read()
    assert "The disk is full; make room and run this again." in said
    assert "Traceback" not in said


def test_unsafe_settings_are_refused_in_a_sentence(tmp_path):
    done = serve(tmp_path, PORT=str(free_port()), PRODUCTION="1")
    assert done.returncode == 1
    assert "Set SECRET_KEY" in done.stderr
    assert "Traceback" not in done.stderr


def test_first_start_makes_a_login_and_content_and_later_starts_leave_them_alone(tmp_path):
    """In a folder with a space and a letter, under a language of the machine that is not English."""
    data_dir = tmp_path / "mape ā b"
    foreign = {"LC_ALL": "lv_LV.ISO-8859-13", "LANG": "C", "LANGUAGE": "lv"}
    with section(data_dir, **foreign) as server:
        password = re.search(r"Staff login: editor   password: (\S+)", server.output)[1]
        login = data_dir / "staff-login.txt"
        assert password in login.read_text()
        assert stat.S_IMODE(login.stat().st_mode) == 0o600
        assert stat.S_IMODE((data_dir / "secret-key").stat().st_mode) == 0o600
        assert server.get("/lv/").status == 200
        assert "it asks for no second factor" in server.get("/admin/login/", accept_language="en").text
        checked = server.manage(
            "shell",
            "-v0",
            "-c",
            "from django.contrib.auth.models import User\n"
            "from trafficking.models import Award, Page\n"
            f"print(User.objects.get(username='editor', is_superuser=True).check_password('{password}'))\n"
            "Page.objects.filter(path='home').update(title_lv='Mainīts')\n"
            "Award.objects.all().delete()",
        )
        assert checked.strip() == "True"
    began = time.monotonic()
    with section(data_dir) as server:
        assert time.monotonic() - began < 10  # 1 second where nothing else runs
        assert password not in server.output
        assert "first content" not in server.output
        assert "Mainīts" in server.get("/lv/").text
        assert (
            server.manage(
                "shell", "-v0", "-c", "from trafficking.models import *; print(Award.objects.count())"
            ).strip()
            == "0"
        )


@pytest.fixture
def collected(server, static_root, tmp_path):
    """A data folder for a server of the test's own, with the static files already in it, which take longest."""
    shutil.copytree(static_root, tmp_path / "data" / "static")
    return tmp_path / "data"


def test_ctrl_c_ends_it_at_once_and_leaves_nothing_running(collected):
    with section(collected) as server:
        workers = server.workers()
        assert workers
        began = time.monotonic()
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(10) == 0
        assert time.monotonic() - began < 3
        for pid in workers:
            with pytest.raises(ProcessLookupError):
                os.kill(pid, 0)
        assert "Traceback" not in server.output


def test_workers_that_die_are_replaced(collected):
    with section(collected) as server:
        killed = server.workers()
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        server.wait_until_it_answers(10)
        assert server.get("/lv/help/").status == 200
        assert not set(killed) & set(server.workers())
