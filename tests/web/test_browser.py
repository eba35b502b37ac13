"""A real browser: pages open without a word on the console, pass axe, and can be used by keyboard.

It drives Debian's Chromium. Where there is none the tests are skipped and say so; CI insists on one. Screenshots lie in the folder that
``SERVANDA_SCREENSHOTS`` names, else among the temporary files of the tests.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from pages_of import PAGES, PAIR, leading, singles
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from signing import PASSWORD
from starlette.testclient import TestClient

from servanda.ledger import Ledger
from servanda.web import app

REPORT = (
    "BAKU, April 28, 2021 - Trade turnover between Russia and Azerbaijan grew by 12 percent to $2.9 billion in 2020, "
    "Minister Ivan Petrov said."
)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
TAGS = ("tag", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = ("rule", "color-contrast")
PHONE_RULES = ("rule", "target-size", "scrollable-region-focusable", "meta-viewport")
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1440, "height": 900}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, headless."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        assert os.environ.get("CI") != "true", "CI drives a browser, and there is none: apt-get install chromium"
        pytest.skip("no Chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def served(application: FastAPI) -> Iterator[str]:
    """An application, served on loopback."""
    server = uvicorn.Server(uvicorn.Config(application, port=0, log_level="error", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def address(application: FastAPI) -> Iterator[str]:
    """The application of all tests, served."""
    with served(application) as found:
        yield found


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots lie."""
    told = os.environ.get("SERVANDA_SCREENSHOTS")
    folder = Path(told) if told else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def every(application: FastAPI) -> list[str]:
    """Every page, with one of each kind of single thing."""
    with TestClient(application) as client:
        return [*PAGES, *singles(client)]


def opened(browser: Browser, url: str, **how: object) -> tuple[Page, list[str]]:
    """A page with what its console says."""
    page = browser.new_context(**how).new_page()  # type: ignore[arg-type]
    told: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        told.append(f"{message.type}: {message.text}")

    page.on("console", heard)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(url)
    return page, told


def named(page: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in page).strip("-") or "record"


def broken(page: Page, rules: tuple[str, ...]) -> list[str]:
    """What axe finds by some rules, in a line each."""
    options = {"runOnly": {"type": rules[0], "values": list(rules[1:])}}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.mark.slow
def test_every_page_is_quiet_and_passes_axe(browser: Browser, address: str, every: list[str], shots: Path) -> None:
    page, told = opened(browser, address, viewport=WIDE)
    for path in every:
        page.goto(address + path)
        page.screenshot(path=shots / f"{named(path)}-wide.png", full_page=True)
        assert broken(page, TAGS) == [], path
        assert told == [], path
    page.context.close()


@pytest.mark.slow
def test_every_page_fits_a_phone(browser: Browser, address: str, every: list[str], shots: Path) -> None:
    page, told = opened(browser, address, viewport=PHONE, is_mobile=True)
    for path in every:
        page.goto(address + path)
        page.screenshot(path=shots / f"{named(path)}-phone.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        assert broken(page, PHONE_RULES) == [], path
        assert told == [], path
    page.context.close()


@pytest.mark.slow
def test_colours_are_told_apart_in_the_dark(browser: Browser, address: str, every: list[str], shots: Path) -> None:
    page, _ = opened(browser, address, color_scheme="dark", viewport=WIDE)
    for path in every:
        page.goto(address + path)
        page.screenshot(path=shots / f"{named(path)}-dark.png", full_page=True)
        assert broken(page, COLOURS) == [], path
    page.context.close()


@pytest.mark.parametrize("language", ["ru", "az"])
def test_pages_in_other_languages_pass_axe_and_fit_a_phone(
    browser: Browser, address: str, shots: Path, language: str
) -> None:
    for path in (f"/scope/{PAIR}", f"/undertakings?scope={PAIR}&view=table"):
        page, told = opened(browser, address + path, locale=language, viewport=PHONE, is_mobile=True)
        page.screenshot(path=shots / f"{named(path)}-{language}.png", full_page=True)
        assert page.locator("html").get_attribute("lang") == language
        assert told == []
        assert broken(page, TAGS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.context.close()


def test_lines_and_sources_light_each_other_up(browser: Browser, address: str, application: FastAPI) -> None:
    with TestClient(application) as client:
        document = leading(client, f"/documents?scope={PAIR}&text=01-ru-az", "/document/")
    page, _ = opened(browser, address + document, viewport=WIDE)
    mark = page.locator("mark[data-claims]").first
    mark.hover()
    claim = (mark.get_attribute("data-claims") or "").split()[0]
    assert "lit" in (page.locator(f'[id="c-{claim}"]').get_attribute("class") or "")
    page.keyboard.press("j")
    first = page.locator("li[data-claim]").first
    assert first.evaluate("one => one === document.activeElement")
    page.keyboard.press("j")
    assert page.locator("li[data-claim]").nth(1).evaluate("one => one === document.activeElement")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('sup').id").startswith("m-")
    page.context.close()


def test_the_content_is_one_key_away(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/scope/{PAIR}", viewport=WIDE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.context.close()


def test_pages_work_without_script(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/undertakings?scope={PAIR}", java_script_enabled=False, viewport=WIDE)
    page.get_by_label("Words").fill("greenhouse")
    page.get_by_role("button", name="Show").last.click()
    assert page.get_by_role("link", name="Prepare a list of joint greenhouse projects").is_visible()
    page.get_by_label("As of").fill("2021-12-01")
    page.get_by_role("button", name="Show").first.click()
    assert "as_of=2021-12-01" in page.url
    assert "text=greenhouse" in page.url
    page.context.close()


def test_a_person_adds_a_report_corrects_a_claim_and_undoes_it(browser: Browser, kept: Ledger, shots: Path) -> None:
    with served(app(kept)) as address:
        page, told = opened(browser, f"{address}/login?next=/add", viewport=WIDE)
        page.get_by_label("Name").fill("editor")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        page.get_by_label("Paste its text").fill(REPORT)
        assert broken(page, TAGS) == []
        page.get_by_role("button", name="Read it").click()
        page.get_by_role("link", name="See what it states").click()
        line = page.locator("li.figure[data-claim]").first
        line.get_by_text("why, and what else").click()
        line.get_by_text("Set fields right").click()
        assert broken(page, TAGS) == []
        line.get_by_label("period").fill("2019")
        line.get_by_label("Reason").fill("a misprint")
        line.get_by_role("button", name="Correct").click()
        assert page.locator("li.figure[data-claim]").first.get_by_text("corrected").is_visible()
        page.screenshot(path=shots / "corrected.png", full_page=True)
        page.get_by_role("button", name="Undo").click()
        assert page.locator("li.figure[data-claim]").first.get_by_text("corrected").count() == 0
        page.goto(f"{address}/review?scope={PAIR}")
        assert broken(page, TAGS) == []
        assert told == []
        page.context.close()
    assert [judged.kind for judged in kept.judgements()] == ["correct", "withdraw"]
