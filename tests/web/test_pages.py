"""Pages: each opens, in every language and as of any day, and every link on it leads somewhere."""

from __future__ import annotations

import pytest
from lxml import html as parser
from pages_of import OF_SCOPE, PAGES, PAIR, leading, links, singles
from starlette.testclient import TestClient

from servanda.web.catalogues import languages


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens(client: TestClient, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 200, answer.text
    tree = parser.fromstring(answer.text)
    assert len(tree.findall(".//h1")) == 1
    assert tree.get("lang") == "en"
    ids = [one.get("id") for one in tree.iter() if isinstance(one.tag, str) and one.get("id")]
    assert len(ids) == len(set(ids)), "an id stands twice"


def test_single_things_open(client: TestClient) -> None:
    for page in singles(client):
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert answer.text.count("<h1") == 1, page


@pytest.mark.slow
def test_every_link_leads_somewhere(client: TestClient) -> None:
    left, seen = list(PAGES), set(PAGES)
    while left and len(seen) < 400:
        page = left.pop(0)
        answer = client.get(page)
        assert answer.status_code == 200 or page.partition("?")[0] in ("/add", "/review", "/login"), page
        if page in PAGES or page.startswith("/document/"):
            fresh = [link for link in links(answer.text) if link not in seen and "lang=" not in link]
            seen.update(fresh)
            left += fresh


@pytest.mark.parametrize("language", list(languages()))
def test_a_page_speaks_the_language_asked_for_and_remembers_it(client: TestClient, language: str) -> None:
    asked = client.get(f"/scope/{PAIR}?lang={language}")
    again = client.get("/", headers={"Accept-Language": "fr"})
    for answer in (asked, again):
        assert parser.fromstring(answer.text).get("lang") == language


def test_a_page_speaks_the_language_that_a_browser_likes_best(client: TestClient) -> None:
    heading = parser.fromstring(client.get("/", headers={"Accept-Language": "de, ru;q=0.8"}).text).findtext(".//h1")
    assert heading == "Летопись межгосударственных договорённостей"


def test_as_of_a_day_later_words_are_left_out_and_links_keep_the_day(client: TestClient) -> None:
    then, now = (client.get(f"/undertakings?scope={PAIR}{day}").text for day in ("&as_of=2022-01-01", ""))
    name = "Modernize the bus station on the border"  # told in 2025
    assert name in now
    assert name not in then
    told = [link for link in links(then) if link.startswith(("/undertaking/", "/timeline", "/people"))]
    assert told
    assert all("as_of=2022-01-01" in link for link in told)


def test_a_page_of_one_pair_asks_which(client: TestClient) -> None:
    for page in OF_SCOPE:
        assert f"{page}?scope={PAIR}" in links(client.get(page).text)


def test_a_claim_has_a_permalink_that_leads_to_its_line(client: TestClient) -> None:
    document = leading(client, f"/documents?scope={PAIR}&text=01-ru-az", "/document/")
    claim = leading(client, document, "/claim/")
    answer = client.get(claim, follow_redirects=False)
    assert answer.status_code == 303
    address, _, line = answer.headers["location"].partition("#")
    assert address == document
    assert f'id="{line}"' in client.get(address).text


def test_every_claim_is_marked_in_the_text_by_its_own_words(client: TestClient, ledger: object) -> None:
    document = leading(client, f"/documents?scope={PAIR}&text=01-ru-az", "/document/")
    tree = parser.fromstring(client.get(document).text)
    kept = {s.id: s.claim for s in ledger.claims(document=document.removeprefix("/document/"))}  # type: ignore[attr-defined]
    assert kept
    for id_, claim in kept.items():
        marks = [one for one in tree.iter("mark") if id_ in one.get("data-claims", "").split()]
        assert "".join(one.text_content() for one in marks) == claim.quote


@pytest.mark.parametrize(
    ("page", "status"),
    [
        ("/nowhere", 404),
        ("/session/XX-YY/1", 404),
        ("/document/00000000000000000000", 404),
        ("/claim/zzzz", 404),
        (f"/finding/{PAIR}/ffff", 404),
        (f"/timeline?scope={PAIR}&as_of=yesterday", 400),
        (f"/timeline?scope={PAIR}&silent_for=-1", 400),
        ("/scope/Atlantis", 404),
    ],
)
def test_what_is_not_there_or_cannot_be_is_told_plainly(client: TestClient, page: str, status: int) -> None:
    answer = client.get(page)
    assert answer.status_code == status
    tree = parser.fromstring(answer.text)
    assert tree.findtext(".//h1", "").strip()
    assert "Traceback" not in answer.text


def test_a_claim_that_cannot_be_true_leads_to_its_proofs(client: TestClient) -> None:
    """What contradicts a claim is a link on the page of its document, never a bare address."""
    listed = [link for link in links(client.get(f"/documents?scope={PAIR}").text) if link.startswith("/document/")]
    pages = [parser.fromstring(client.get(page).text) for page in dict.fromkeys(listed)]
    links_of = "//li[@data-claim]/p//a[contains(@href, '/finding/')]/@href"
    proofs = [proof for page in pages for proof in page.xpath(links_of)]
    assert proofs
    assert all(client.get(proof).status_code == 200 for proof in proofs[:3])
    late = [words for page in pages for words in page.xpath("//li[@data-claim]//*[@class='late']/text()")]
    assert all(" " in words for words in late)
