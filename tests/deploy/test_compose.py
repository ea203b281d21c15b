"""What docker-compose.yml and the Dockerfile promise, read as the tools read them."""

import re
import stat
import subprocess
from pathlib import Path

import pytest
import yaml

from embassy.scheduler import tasks
from tests.deploy.production import admitted, build, read, stage
from tests.server.running import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
APPLICATION = ("prepare", "public", "scheduler", "staff")


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_container_is_confined(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.get("privileged")
    assert {"pids_limit", "mem_limit", "cpus"} <= set(service)
    assert service["restart"] == ("no" if name == "prepare" else "unless-stopped")
    assert not any("docker.sock" in volume for volume in service.get("volumes", []))


def test_nobody_in_a_container_is_root():
    assert SERVICES["database"]["user"] == "postgres"
    for image, user in (("app", "10001:10001"), ("web", "nginx")):
        users = re.findall(r"^USER (\S+)$", stage(image), re.M)
        assert users == [user]
        after = stage(image).split("USER ")[1]
        assert "RUN" not in after
    assert all("user" not in SERVICES[name] for name in (*APPLICATION, "web"))


def test_only_nginx_is_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]
    assert [name for name, service in SERVICES.items() if "outside" in service["networks"]] == ["web"]
    assert all(COMPOSE["networks"][name]["internal"] for name in ("inside", "data"))
    assert set(COMPOSE["networks"]) == {"outside", "inside", "data", "way_out"}
    assert "data" not in SERVICES["web"]["networks"]
    assert SERVICES["database"]["networks"] == ["data"]


def test_only_the_scheduler_has_a_way_out_and_meets_nobody_there():
    assert [name for name, service in SERVICES.items() if "way_out" in service["networks"]] == ["scheduler"]
    assert SERVICES["scheduler"]["networks"] == ["data", "way_out"]
    for name in ("public", "staff", "prepare", "database"):
        assert all(COMPOSE["networks"][network]["internal"] for network in SERVICES[name]["networks"]), name


def test_scheduler_runs_the_regular_tasks_and_is_watched():
    scheduler = SERVICES["scheduler"]
    assert scheduler["command"] == ["python", "-m", "embassy.scheduler"]
    assert scheduler["healthcheck"]["test"] == ["CMD", *scheduler["command"], "--alive"]
    assert {"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"} <= set(scheduler["environment"])
    assert "volumes" not in scheduler
    manual = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    for task in tasks():
        assert f"`{task.command[-1]}`" in manual


def test_secrets_come_from_files_that_are_no_part_of_the_project():
    for name, secret in COMPOSE["secrets"].items():
        assert set(secret) == {"file"}, name
        assert secret["file"].startswith("deploy/secrets/")
        assert not admitted(secret["file"])
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "/deploy/secrets/" in ignored
    for service in SERVICES.values():
        for name, value in (service.get("environment") or {}).items():
            assert not re.search(r"PASSWORD$|SECRET_KEY$|DATABASE_URL$", name), f"{name}={value}"


def test_make_secrets_makes_every_file_once(tmp_path):
    script = tmp_path / "deploy" / "make-secrets"
    script.parent.mkdir()
    script.write_text(read("make-secrets"))
    folder = script.parent / "secrets"
    for _time in range(2):
        before = {path.name: path.read_bytes() for path in folder.glob("*")}
        subprocess.run(["/bin/sh", str(script)], check=True, capture_output=True)
        after = {path.name: path.read_bytes() for path in folder.glob("*")}
        assert before in ({}, after)
    assert set(after) == {Path(secret["file"]).name for secret in COMPOSE["secrets"].values()}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(after["secret_key"]) == 80
    assert f":{after['database_password'].decode()}@database/section" in after["database_url"].decode()


def test_two_faces_of_one_image_and_only_the_desk_may_change_pictures():
    assert {SERVICES[name]["image"] for name in APPLICATION} == {"embassy-section"}
    assert [SERVICES[name]["environment"]["FACE"] for name in APPLICATION] == ["staff", "public", "staff", "staff"]
    assert SERVICES["public"]["volumes"] == ["media:/data/media:ro"]
    assert SERVICES["staff"]["volumes"] == ["media:/data/media"]
    assert "media:/srv/media:ro" in SERVICES["web"]["volumes"]
    for name in APPLICATION:
        environment = SERVICES[name]["environment"]
        assert environment["PRODUCTION"] == environment["BEHIND_NGINX"] == "1"
        assert environment["ALLOWED_HOSTS"].startswith("${ALLOWED_HOSTS:?")


def test_servers_wait_for_a_database_that_is_up_to_date():
    assert SERVICES["prepare"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert SERVICES["prepare"]["command"] == ["python", "-m", "embassy.prepare"]
    for name in ("public", "scheduler", "staff"):
        assert SERVICES[name]["depends_on"] == {"prepare": {"condition": "service_completed_successfully"}}


def test_everything_is_watched_and_everything_that_must_last_has_a_volume():
    assert "healthcheck" in SERVICES["database"]
    assert all("HEALTHCHECK" in stage(image) for image in ("app", "web"))
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(COMPOSE["volumes"]) == {"database", "media", "pages"}


def test_database_writes_down_nothing_that_visitors_looked_for():
    command = " ".join(SERVICES["database"]["command"])
    assert "log_statement=none" in command
    assert "log_min_error_statement=panic" in command


def test_images_hold_only_what_runs(tmp_path):
    """The image's own steps, in a folder of their own."""
    build(tmp_path / "app")
    assert (tmp_path / "app" / "collected" / "staticfiles.json").exists()
    assert not list((tmp_path / "app").rglob("*.sqlite3"))
    for path in (".git", ".env", "data", "data/section.sqlite3", "tests", "deploy/secrets/tls_key.pem", "README.md"):
        assert not admitted(path), path
    for source in re.findall(r"deploy/\S+", " ".join(re.findall(r"^COPY .*$", stage("web"), re.M))):
        assert admitted(source), source
        assert (ROOT / source).exists()


def test_image_takes_hashed_packages_and_fetches_nothing_when_it_runs():
    assert "pip install --require-hashes --requirement requirements.txt" in stage("app")
    runtime = stage("app").split("\nUSER ")[1]
    assert '["python", "-m", "embassy.server"]' in runtime
    assert "pip" not in runtime


def test_server_of_script_server_is_the_server_of_the_image():
    assert "server.command(" in (ROOT / "script" / "_serve.py").read_text(encoding="utf-8")
    assert 'CMD ["python", "-m", "embassy.server"]' in stage("app")


def test_every_variable_is_told_in_the_operations_manual():
    manual = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text(encoding="utf-8")))
    settings = (ROOT / "embassy" / "settings.py").read_text(encoding="utf-8")
    named |= set(re.findall(r'(?:flag|secret|words|number|environ\.get)\("(\w+)"', settings))
    named |= {"PORT", "HOST", "WORKERS", "VENV_DIR"}
    assert len(named) > 12
    assert not [name for name in sorted(named) if f"`{name}`" not in manual]
