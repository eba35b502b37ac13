"""Pages: the article without menus, with tables; broken and hostile pages."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from servanda.sources import Limits, open_bytes

PAGE = """<!DOCTYPE html><html><head><title>Talks on trade</title>
<meta property="og:site_name" content="The Gazette"><meta property="article:published_time" content="2023-04-05T10:00Z">
<link rel="canonical" href="https://gazette.example/talks"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Talks on trade</h1>
<p>The ministers of trade met in the capital on Tuesday and spoke of tariffs for three hours.</p>
<p>They agreed to bring a plan to the next session, which the northern city is to host in spring.</p>
<table><tr><th>Year</th><th>Turnover</th></tr><tr><td>2022</td><td>4.2 bn</td></tr></table>
<p>On 1 March 2020 an earlier round had ended without any result, the ministry's press office recalled.</p>
</article><footer>All rights reserved</footer></body></html>"""


def test_article_with_metadata() -> None:
    found = open_bytes(PAGE.encode(), "talks.html")
    (document,) = found.result
    assert found.problems == ()
    assert document.media_type == "text/html"
    assert (document.published, document.published_rule) == (dt.date(2023, 4, 5), "html metadata")
    assert (document.outlet, document.title, document.url) == (
        "The Gazette",
        "Talks on trade",
        "https://gazette.example/talks",
    )
    assert "Sport" not in document.text
    assert "All rights" not in document.text
    assert "2022\t4.2 bn" in document.text
    assert "Turnover\n---" not in document.text
    assert [document.text[s.start : s.end] for s in document.paragraphs][1].startswith("The ministers of trade")


def test_content_decides_before_the_ending() -> None:
    assert open_bytes(PAGE.encode(), "talks.txt").result[0].media_type == "text/html"
    assert open_bytes(b"No tag at all, only a sentence.", "a.html").result[0].text == "No tag at all, only a sentence."


def test_a_date_in_the_body_is_not_that_of_the_page() -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2023-04-05T10:00Z">', "")
    (document,) = open_bytes(page.encode(), "talks.html").result
    assert document.published is None


def test_the_texts_own_date_wins_and_the_conflict_is_told() -> None:
    page = PAGE.replace("<p>The ministers", "<p>Published: 1 April 2023</p><p>The ministers")
    found = open_bytes(page.encode(), "talks.html")
    assert found.result[0].published == dt.date(2023, 4, 1)
    assert [problem.code for problem in found.problems] == ["date-conflict"]
    assert "2023-04-05" in found.problems[0].message


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "utf-16", "koi8-r"])
def test_declared_encoding(encoding: str) -> None:
    text = "Заседание комиссии прошло в столице во вторник."
    page = f'<html><head><meta charset="{encoding}"></head><body><p>{text}</p></body></html>'
    found = open_bytes(page.encode(encoding), "page.html")
    assert text in found.result[0].text
    assert "encoding-guessed" not in {problem.code for problem in found.problems}


def test_an_xml_declaration_does_no_harm() -> None:
    page = '<?xml version="1.0" encoding="utf-8"?><html><body><p>The talks ended well.</p></body></html>'
    assert open_bytes(page.encode(), "page.xhtml").result[0].text == "The talks ended well."


def test_deep_nesting_within_reason_keeps_the_text() -> None:
    inner = "<script>x()</script><table><tr><td>Export<td>12\ntonnes</table>&amp;<div>End.<br>Of it.</div>"
    found = open_bytes(("<html><body>" + "<div>" * 1500 + inner).encode(), "deep.html")
    assert found.result[0].text == "Export\t12 tonnes\n&\nEnd.\nOf it."


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<html><body>" + "<div>" * 100_000 + "<p>Deep.</p>", "unreadable"),
        ("<html><body></body></html>", "empty"),
        ("<!-- nothing -->", "empty"),
        ("<html><script>only()</script></html>", "empty"),
    ],
)
def test_pages_with_nothing_to_read(page: str, code: str) -> None:
    found = open_bytes(page.encode(), "page.html")
    assert found.result == ()
    assert [problem.code for problem in found.problems] == [code]


@pytest.mark.parametrize(
    "page",
    [
        "<html>" + "<" * 200_000,
        "<html>" + "<a b='" * 50_000,
        "<html><!--" * 50_000,
        "<html><p>" + "&amp;" * 100_000,
        "<html></p>\0<p>",
    ],
)
def test_broken_pages_end_in_time(page: str) -> None:
    start = time.perf_counter()
    open_bytes(page.encode(), "page.html", limits=Limits(seconds=3))
    assert time.perf_counter() - start < 5
