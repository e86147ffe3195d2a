"""bin/demo as somebody would start it: on a free port, in a folder of its own."""

import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest

ROOT = Path(__file__).parents[3]
BUILT_WITHIN, STARTED_WITHIN, STOPPED_WITHIN = 300, 120, 20
LINK = re.compile(r"^([^:]+): (http://\S+/demo/sign-in/\S+)$")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PROMISED = {
    "secretary general",
    "membership officer",
    "treasurer",
    "member's contact",
    "member's delegate",
    "contact of a member in arrears",
}


@dataclass(slots=True)
class Started:
    """A demo that was started, and what it said so far."""

    process: "subprocess.Popen[str]"
    lines: list[str] = field(default_factory=list)

    def wait_for(self, beginning: str, seconds: float) -> str:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for line in list(self.lines):
                if line.startswith(beginning):
                    return line
            if self.process.poll() is not None and not self.reading.is_alive():
                break
            time.sleep(0.05)
        raise AssertionError(f"never said {beginning!r}:\n" + "".join(self.lines))

    reading: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self.reading = threading.Thread(target=self._read, daemon=True)
        self.reading.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(iter(self.process.stdout.readline, ""))

    def stop(self, with_signal: int = signal.SIGTERM) -> int:
        self.process.send_signal(with_signal)
        status = self.process.wait(STOPPED_WITHIN)
        self.reading.join(5)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return status


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(var: Path, port: int) -> Started:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KOINON_", "DJANGO_"))}
    return Started(
        subprocess.Popen(
            [ROOT / "bin" / "demo"],
            env={**kept, "PORT": str(port), "KOINON_VAR": str(var), "EMAIL_URL": "smtp://127.0.0.1:1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    )


@dataclass(slots=True)
class Running:
    """A demo that answers."""

    started: Started
    var: Path
    port: int
    links: dict[str, str]

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


def answering(var: Path, port: int, seconds: float) -> Running:
    started = start(var, port)
    started.wait_for("Ctrl+C", seconds)
    found = [match.groups() for line in started.lines if (match := LINK.match(line.strip()))]
    return Running(started, var, port, {label: url for label, url in found})


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    demo = answering(tmp_path_factory.mktemp("demo"), free_port(), BUILT_WITHIN)
    yield demo
    if demo.started.process.poll() is None:
        demo.started.stop()


def browser() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))


def page(opener: urllib.request.OpenerDirector, url: str, **form: str) -> tuple[str, str]:
    body = urlencode(form).encode() if form else None
    with opener.open(url, data=body, timeout=20) as answer:
        return answer.url, answer.read().decode()


def test_it_says_how_to_get_in(running: Running) -> None:
    assert set(running.links) >= PROMISED
    assert any(line.startswith("ready: http://127.0.0.1:") for line in running.started.lines)


def test_every_link_signs_in_by_its_button_and_arrives(running: Running) -> None:
    for label, link in running.links.items():
        opener = browser()
        _url, asked = page(opener, link)
        token = TOKEN.search(asked)
        assert token, label
        arrived, shown = page(opener, link, csrfmiddlewaretoken=token[1])
        assert "/desk/" in arrived or "/members/" in arrived, label
        assert "sign-out" in shown or "logout" in shown, label


def test_the_website_and_the_outbox_answer(running: Running) -> None:
    for path in ("/", "/demo/", "/demo/outbox/", "/en/what-it-costs/"):
        _url, shown = page(browser(), running.url(path))
        assert "Demo." in shown


def test_a_code_asked_for_is_in_the_outbox_and_went_nowhere(running: Running) -> None:
    opener = browser()
    _url, asked = page(opener, running.url("/en/sign-in/"))
    token = TOKEN.search(asked)
    assert token
    page(opener, running.url("/en/sign-in/"), csrfmiddlewaretoken=token[1], email="anna.lindqvist@verkstad.example")
    until = time.monotonic() + 20
    while "Anna" not in (shown := page(opener, running.url("/demo/outbox/"))[1]) and time.monotonic() < until:
        if "anna.lindqvist@verkstad.example" in shown.split("</tr>")[1]:
            break
        time.sleep(0.3)
    assert "anna.lindqvist@verkstad.example" in shown.split("</tr>")[1]


def test_the_command_line_lives_in_the_demo_s_calendar(running: Running) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KOINON_", "DJANGO_"))}
    said = subprocess.run(
        [ROOT / "bin" / "koinon", "journal", "verify"],
        env={**kept, "KOINON_VAR": str(running.var)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stdout + said.stderr
    assert "The journal holds" in said.stdout


def test_a_second_one_on_the_same_port_says_so(running: Running) -> None:
    second = start(running.var, running.port)
    assert second.process.wait(STARTED_WITHIN) == 1
    second.wait_for(f"Port {running.port} is taken", 5)
    second.stop()


def test_it_stops_with_everything_it_started_and_starts_warm_in_the_same_calendar(running: Running) -> None:
    before = json.loads((running.var / "demo.json").read_text())
    children = children_of(running.started.process.pid)
    assert len(children) >= 2
    assert running.started.stop() == 0
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]
    with pytest.raises(urllib.error.URLError):
        page(browser(), running.url("/demo/"))

    again = answering(running.var, free_port(), STARTED_WITHIN)
    assert not any("Building" in line for line in again.started.lines)
    assert json.loads((running.var / "demo.json").read_text()) == before
    assert list(again.links) == list(running.links)
    assert again.started.stop(signal.SIGINT) == 0


def children_of(pid: int) -> list[int]:
    """All processes below one, grandchildren included."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            found += [int(folder.name), *children_of(int(folder.name))]
    return found


@pytest.mark.parametrize("port", ["none", "0", "70000"])
def test_a_port_that_is_none_is_told(tmp_path: Path, port: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KOINON_", "DJANGO_"))}
    said = subprocess.run(
        [ROOT / "bin" / "demo"],
        env={**kept, "PORT": port, "KOINON_VAR": str(tmp_path / "var")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert "65535" in said.stdout
    assert not (tmp_path / "var").exists()
