"""Serving: headers, hosts, files kept by browsers, health, counts, a line for each request, and a graceful stop."""

from __future__ import annotations

import logging
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from servanda.web.headers import HEADERS

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.mark.parametrize(
    "page", ["/", "/nowhere", "/health", "/metrics", "/static/none.css", "/timeline?scope=AZ-RU&as_of=x"]
)
def test_every_answer_carries_the_headers(client: TestClient, page: str) -> None:
    answer = client.get(page)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_a_page_that_fails_says_so_with_the_headers_and_tells_no_secret(
    application: FastAPI, client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(**_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(application.state.shelf, "pairs", fails)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "went wrong on our side" in answer.text
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "RuntimeError: secret" in caplog.text


def test_pages_hold_neither_script_nor_style_of_their_own(client: TestClient) -> None:
    text = client.get("/scope/AZ-RU").text
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|javascript:", text)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', text)


def test_another_host_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_files_are_kept_for_ever_under_a_name_that_changes_with_them(client: TestClient) -> None:
    address = re.search(r"/static/servanda\.[0-9a-f]{12}\.css", client.get("/").text)
    assert address
    first = client.get(address[0])
    assert first.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert first.headers["Content-Type"].startswith("text/css")
    again = client.get(address[0], headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/static/..%2Frendering.py").status_code == 404


def test_monitors_are_told_of_health_and_counts(client: TestClient) -> None:
    client.get("/nowhere")
    client.get("/timeline?scope=AZ-RU")
    assert client.get("/health").json() == {"status": "ok"}
    told = client.get("/metrics").text
    assert re.search(r'servanda_requests_total\{method="GET",route="/timeline",status="200"\} [1-9]', told)
    assert re.search(r'servanda_requests_total\{method="GET",route="other",status="404"\} [1-9]', told)
    assert re.search(r'servanda_request_seconds_count\{route="/timeline"\} [1-9]', told)


def test_counts_are_for_this_machine_alone(application: FastAPI) -> None:
    with TestClient(application, client=("198.51.100.7", 4000)) as far:
        assert far.get("/metrics").status_code == 403


def test_a_line_for_each_request_that_no_address_can_break(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "servanda.access"):
        client.get("/nowhere%0A127.0.0.1%20GET%20/faked")
    (line,) = [record.getMessage() for record in caplog.records if record.name == "servanda.access"]
    assert "\n" not in line
    assert " GET /nowhere" in line
    assert " 404 " in line


def test_the_command_serves_and_stops_when_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "servanda", "serve", "--ledger", str(tmp_path / "l.db"), "--port", "0"]
    subprocess.run([sys.executable, "-m", "servanda", "read", "--ledger", str(tmp_path / "l.db"), str(SAMPLES / "01-ru-az-session.txt")], check=True, capture_output=True)  # fmt: skip
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        address = next(found[0] for line in server.stderr if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
        with urllib.request.urlopen(f"{address}/health") as answer:
            assert answer.read() == b'{"status":"ok"}'
        server.send_signal(signal.SIGTERM)
        rest = server.stderr.read()
        assert server.wait(timeout=20) in (0, -signal.SIGTERM)
    assert re.search(r"servanda.access 127.0.0.1 GET /health 200 15 \d+\.\d", rest)
