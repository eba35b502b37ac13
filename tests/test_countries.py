"""Countries: every state has its words, no word has two masters unsaid, and the files agree with ISO and CLDR."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict

import pycountry
import pytest
import yaml
from babel import Locale

from servanda import countries as atlas
from servanda.countries import country, currencies, currency_forms, forms, lookalikes, resolve
from servanda.problems import UsageError

#: Territories with no capital, and why.
NO_CAPITAL = {
    "AQ": "no government",
    "BV": "uninhabited",
    "HM": "uninhabited",
    "IO": "no settled population",
    "TF": "run from Réunion",
    "TK": "each atoll has its own centre",
    "UM": "run from Washington",
}
#: Territories with no adjective in use.
NO_ADJECTIVE = {"BV": "uninhabited", "HM": "uninhabited", "TF": "uninhabited", "UM": "uninhabited"}
#: Texts that two states share; the first is the usual reading.
SHARED = {
    "Congo": ("CD", "CG"),
    "Congolese": ("CD", "CG"),
    "Dominican": ("DO", "DM"),
    "Dominicans": ("DO", "DM"),
    "Korea": ("KR", "KP"),
    "Korean": ("KR", "KP"),
    "Koreans": ("KR", "KP"),
    "Kingston": ("JM", "NF"),
    "Saint Martin": ("MF", "SX"),
    "St Martin": ("MF", "SX"),
    "St. Martin": ("MF", "SX"),
    "Virgin Islands": ("VI", "VG"),
    "Virgin Islander": ("VI", "VG"),
    "Virgin Islanders": ("VI", "VG"),
    "Alexandria": ("EG", "US"),
    "Barcelona": ("ES", "VE"),
    "Birmingham": ("GB", "US"),
    "Cambridge": ("GB", "US"),
    "Cordoba": ("AR", "ES"),
    "Córdoba": ("AR", "ES"),
    "Hyderabad": ("IN", "PK"),
    "Jalalabad": ("AF", "KG"),
    "London": ("GB", "CA"),
    "Manchester": ("GB", "US"),
    "Tripoli": ("LY", "LB"),
    "Valencia": ("ES", "VE"),
}

RESOLVES = {
    "AE": "United Arab Emirates|UAE|U.A.E.|the Emirates|Emirati|Emiratis|Abu Dhabi|Dubai",
    "AF": "Afghanistan|Islamic Republic of Afghanistan|Afghan|Afghans|Kabul",
    "AM": "Armenia|Republic of Armenia|Armenian|Armenians|Yerevan",
    "AR": "Argentina|Argentine|Argentinian|Buenos Aires",
    "AT": "Austria|Austrian|Vienna|Austro-|Republic of Austria",
    "AU": "Australia|Australian|Aussie|Canberra|Sydney",
    "AZ": "Azerbaijan|Republic of Azerbaijan|the Republic of Azerbaijan|Azerbaijani|Azerbaijanis|Azeri|Azeris|Baku|BAKU"
    "|Ganja|Sumgait|Sumgayit|Nakhchivan|Shusha|Karabakh|Lankaran",
    "BA": "Bosnia|Bosnia and Herzegovina|Bosnia & Herzegovina|Bosnia-Herzegovina|Bosnian|Sarajevo",
    "BE": "Belgium|Kingdom of Belgium|Belgian|Brussels|Belgo-",
    "BG": "Bulgaria|Bulgarian|Bulgarians|Sofia",
    "BY": "Belarus|Byelorussia|Belorussia|Republic of Belarus|Belarusian|Belarusians|Belarussian|Minsk|Gomel",
    "CD": "DR Congo|DRC|Democratic Republic of the Congo|Kinshasa|Congo",
    "CG": "Republic of the Congo|Congo-Brazzaville|Brazzaville",
    "CH": "Switzerland|Swiss Confederation|Swiss|Bern|Geneva|Davos|Zurich",
    "CI": "Ivory Coast|Côte d'Ivoire|Côte d’Ivoire|Cote d'Ivoire|Ivorian|Abidjan",
    "CN": "China|PRC|P.R. China|People's Republic of China|People’s Republic of China|Chinese|Beijing|BEIJING"
    "|Sino-|Xi'an"
    "|Shanghai|Urumqi|Xinjiang",
    "CV": "Cape Verde|Cabo Verde",
    "CZ": "Czechia|Czech Republic|the Czech Republic|Czech|Czechs|Prague",
    "DE": "Germany|Federal Republic of Germany|German|Germans|Berlin|Munich|Bavaria",
    "DK": "Denmark|Danish|Dane|Danes|Copenhagen",
    "EG": "Egypt|Arab Republic of Egypt|Egyptian|Cairo|Sharm el-Sheikh",
    "ES": "Spain|Spanish|Spaniard|Spaniards|Madrid|Hispano-|Barcelona",
    "FI": "Finland|Finnish|Finn|Finns|Helsinki",
    "FR": "France|French Republic|French|Paris|Franco-|Strasbourg",
    "GB": "UK|U.K.|United Kingdom|the United Kingdom|Britain|Great Britain|British|Briton|London|Anglo-|Scotland"
    "|United Kingdom of Great Britain and Northern Ireland|Edinburgh",
    "GE": "Georgia|Georgian|Georgians|Tbilisi|Batumi|Adjara",
    "GM": "Gambia|the Gambia|The Gambia",
    "GN": "Guinea|Guinean|Conakry|Republic of Guinea",
    "GQ": "Equatorial Guinea|Equatorial Guinean|Malabo",
    "GR": "Greece|Hellenic Republic|Greek|Greeks|Athens|Greco-",
    "GW": "Guinea-Bissau|Guinea Bissau|Bissau",
    "HK": "Hong Kong|Hong Kong SAR",
    "HU": "Hungary|Hungarian|Budapest",
    "ID": "Indonesia|Indonesian|Jakarta|Bali",
    "IL": "Israel|State of Israel|Israeli|Israelis|Tel Aviv|Haifa",
    "IN": "India|Republic of India|Indian|Indians|New Delhi|Delhi|Indo-|Mumbai|Bombay|Bengaluru|Gujarat",
    "IR": "Iran|Islamic Republic of Iran|the Islamic Republic of Iran|Iranian|Iranians|Tehran|Teheran|Tabriz"
    "|Irano-|Rasht",
    "IT": "Italy|Italian Republic|Italian|Rome|Italo-|Milan",
    "JO": "Jordan|Hashemite Kingdom of Jordan|Jordanian|Amman|JORDAN",
    "JP": "Japan|Japanese|Tokyo|Osaka",
    "KG": "Kyrgyzstan|Kyrgyz Republic|the Kyrgyz Republic|Kyrgyz|Kirghizia|Bishkek|Osh",
    "KP": "North Korea|DPRK|Democratic People's Republic of Korea|North Korean|Pyongyang",
    "KR": "South Korea|ROK|Republic of Korea|Korea|Korean|South Koreans|Seoul|Busan",
    "KZ": "Kazakhstan|Republic of Kazakhstan|Kazakh|Kazakhs|Kazakhstani|Astana|Nur-Sultan|Almaty|Shymkent|Aktau",
    "LA": "Laos|Lao PDR|Lao People's Democratic Republic|Lao|Laotian|Laotians|Vientiane",
    "LK": "Sri Lanka|Democratic Socialist Republic of Sri Lanka|Sri Lankan|Colombo",
    "MD": "Moldova|Moldavia|Moldovan|Chisinau|Chişinău|Kishinev|Transnistria",
    "MK": "North Macedonia|Republic of North Macedonia|Macedonia|Macedonian|Skopje",
    "ML": "Mali|Malian|Bamako",
    "MM": "Myanmar|Burma|Burmese|Naypyidaw|Nay Pyi Taw|Yangon",
    "MN": "Mongolia|Mongolian|Mongol|Ulaanbaatar|Ulan Bator",
    "MX": "Mexico|United Mexican States|Mexican|Mexico City",
    "NE": "Niger|Nigerien|Niamey",
    "NG": "Nigeria|Federal Republic of Nigeria|Nigerian|Nigerians|Abuja|Lagos",
    "NL": "Netherlands|the Netherlands|Kingdom of the Netherlands|Holland|Dutch|Amsterdam|The Hague|the Hague"
    "|Rotterdam",
    "NO": "Norway|Norwegian|Oslo|Kingdom of Norway",
    "PH": "Philippines|the Philippines|Filipino|Philippine|Manila",
    "PK": "Pakistan|Islamic Republic of Pakistan|Pakistani|Pakistanis|Islamabad|Karachi|Lahore|Pak-",
    "PL": "Poland|Polish|Pole|Poles|Warsaw|Krakow|Kraków",
    "PS": "Palestine|Palestinian|State of Palestine|Ramallah|Gaza",
    "PT": "Portugal|Portuguese|Lisbon|Luso-",
    "QA": "Qatar|State of Qatar|Qatari|Doha",
    "RO": "Romania|Romanian|Bucharest|Constanta",
    "RS": "Serbia|Republic of Serbia|Serbian|Serb|Serbs|Belgrade|Serbo-",
    "RU": "Russia|Russian Federation|the Russian Federation|RF|Russian|Russians|Moscow|MOSCOW|Russo-|St. Petersburg"
    "|Saint Petersburg|St Petersburg|Kazan|Tatarstan|Dagestan|Derbent|Makhachkala|Astrakhan|Sochi|Vladivostok"
    "|Yekaterinburg|Ekaterinburg|Stavropol Territory",
    "SA": "Saudi Arabia|Kingdom of Saudi Arabia|KSA|Saudi|Saudis|Saudi Arabian|Riyadh|Jeddah",
    "SK": "Slovakia|Slovak Republic|Slovak|Slovaks|Bratislava",
    "SY": "Syria|Syrian Arab Republic|Syrian|Damascus|Aleppo",
    "SZ": "Eswatini|Swaziland|Swazi|Mbabane",
    "TD": "Chad|Chadian|N'Djamena|N’Djamena",
    "TJ": "Tajikistan|Republic of Tajikistan|Tajik|Tajiks|Tajikistani|Dushanbe|Khujand",
    "TL": "Timor-Leste|East Timor|Timorese|Dili",
    "TM": "Turkmenistan|Turkmen|Turkmens|Ashgabat|Ashkhabad|Turkmenbashi|Avaza",
    "TR": "Türkiye|Turkey|Turkiye|TURKEY|Republic of Turkey|Republic of Türkiye|Turkish|Turk|Turks|Ankara"
    "|Istanbul|Izmir"
    "|Turko-|Turco-|TÜRKİYE",
    "TW": "Taiwan|Taiwanese|Taipei",
    "TZ": "Tanzania|United Republic of Tanzania|Dodoma|Dar es Salaam",
    "UA": "Ukraine|Ukrainian|Kyiv|Kiev|Odessa|Odesa|Kharkiv",
    "US": "US|USA|U.S.|U.S.A.|United States|the United States|United States of America|America|American|Americans"
    "|Washington|Washington, D.C.|New York|the US",
    "UZ": "Uzbekistan|Republic of Uzbekistan|Uzbek|Uzbeks|Uzbekistani|Tashkent|Samarkand|Bukhara|Karakalpakstan",
    "VA": "Vatican|Holy See|the Holy See",
    "VN": "Vietnam|Viet Nam|Socialist Republic of Vietnam|Socialist Republic of Viet Nam|Vietnamese|Hanoi|Ha Noi|HCMC"
    "|Ho Chi Minh City",
    "XK": "Kosovo|Kosovar|Pristina",
    "ZA": "South Africa|RSA|South African|Pretoria|Cape Town|Johannesburg",
}
CASES = [(text, code) for code, texts in RESOLVES.items() for text in texts.split("|")]


@pytest.mark.parametrize(("text", "code"), CASES)
def test_resolves(text: str, code: str) -> None:
    assert resolve(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "turkey",
        "china",
        "polish",
        "jordan",
        "chad",
        "us",
        "Us",
        "japan",
        "guinea",
        "cuba",
        "mali",
        "nice",
        "swede",
        "European Union",
        "EU",
        "Persian Gulf",
        "Indian Ocean",
        "Georgia Tech",
        "the",
        "",
        "Sino",
        "who",
        "eco",
        "cis",
        "rok",
        "Atlantis",
        "turkey shoot",
        "Male",
        "of Russia",
        "un",
        "the the Russia",
    ],
)
def test_is_no_state(text: str) -> None:
    assert resolve(text) is None


def test_any_case_where_the_word_has_no_other_sense() -> None:
    assert resolve("azerbaijan") == resolve("AZERBAIJAN") == resolve("Azerbaijan") == "AZ"
    assert resolve("  the   Russian\nFederation ") == "RU"


def test_a_document_decides_what_is_shared() -> None:
    assert resolve("Korea", among={"KP", "RU"}) == "KP"
    assert resolve("Korea", among={"KP", "KR"}) == "KR"
    assert resolve("Congo", among=["CG"]) == "CG"
    assert resolve("Congo", among=["RU"]) == "CD"
    assert resolve("Moscow", among={"AZ"}) == "RU"


def test_every_iso_country_and_no_other() -> None:
    assert list(atlas.countries()) == sorted([c.alpha_2 for c in pycountry.countries] + ["XK"])
    for entry in pycountry.countries:
        state = country(entry.alpha_2)
        assert state.alpha3 == entry.alpha_3
        assert country(entry.alpha_3.lower()) is state
    with pytest.raises(UsageError, match="QQ"):
        country("QQ")


def test_every_country_has_its_words() -> None:
    for code, state in atlas.countries().items():
        assert state.name, code
        assert bool(state.adjectives) != (code in NO_ADJECTIVE), code
        assert bool(state.capitals) != (code in NO_CAPITAL), code
        assert (state.currency is None) == (code == "AQ"), code
        assert len(set(state.names)) == len(state.names), code


def test_names_agree_with_iso_and_cldr() -> None:
    territories = Locale("en").territories
    for state in atlas.countries().values():
        shown = territories[state.alpha2].replace("’", "'")
        assert shown in state.names, state.alpha2
    told_apart = {"CG": "Congo", "MF": "Saint Martin (French part)", "SX": "Sint Maarten (Dutch part)"}
    told_apart |= {"VA": "Holy See (Vatican City State)"}
    for entry in pycountry.countries:
        for key in ("name", "common_name", "official_name"):
            name = getattr(entry, key, None)
            if name and "," not in name and name != told_apart.get(entry.alpha_2):
                assert resolve(name) == entry.alpha_2, name


def test_no_two_states_share_a_form_unsaid() -> None:
    holders: dict[str, set[str]] = defaultdict(set)
    for form in atlas._all_forms("en", []):
        holders[form.text.casefold()].add(form.code)
    told = {text.casefold() for text in SHARED}
    assert {text: codes for text, codes in holders.items() if len(codes) > 1 and text not in told} == {}
    found = {form.text: (form.code, *form.others) for form in forms() if form.others}
    assert found == SHARED


def test_forms_are_in_order_once_and_well_formed() -> None:
    texts = [form.text for form in forms()]
    assert texts == sorted(set(texts))
    assert forms() is forms()
    for form in forms():
        assert form.text == " ".join(form.text.split())
        assert (form.kind == "combining") == form.text.endswith("-"), form
        assert form.case or not form.text.isupper()
        if form.kind == "organisation":
            assert form.code not in atlas.countries()
        else:
            assert form.code in atlas.countries()


def test_flags_name_forms_that_are_there() -> None:
    known = {form.text: form for form in forms()}
    entries = atlas._read("en")
    for code, entry in entries.items():
        assert set(entry) <= {key for key, _ in atlas._KINDS} | {"case", "person", "shared"}
        for text in (*entry.get("case", ()), *entry.get("person", ())):
            assert known[text].code == code, (text, code)
    for flag in ("case", "person"):
        for file in ("actors", "cities"):
            assert set(atlas._read(file)[flag]["en"]) <= set(known)
    cased = {text for text, form in known.items() if form.case}
    assert {"US", "Turkey", "China", "Chad", "Jordan", "Georgia", "Mali", "Niger", "Polish", "Guinea", "Cuba"} <= cased
    persons = {text for text, form in known.items() if form.person}
    assert {"Jordan", "Israel", "Chad", "Georgia", "Kenya", "Sofia", "Victoria", "Sydney", "Washington"} <= persons


def test_kinds() -> None:
    kinds = {form.text: (form.kind, form.code, form.name) for form in forms()}
    assert kinds["Azeri"] == ("adjective", "AZ", "Azerbaijan")
    assert kinds["Azeris"] == ("people", "AZ", "Azerbaijan")
    assert kinds["Nur-Sultan"] == ("capital", "KZ", "Astana")
    assert kinds["St. Petersburg"] == ("city", "RU", "Saint Petersburg")
    assert kinds["Daghestan"] == ("region", "RU", "Dagestan")
    assert kinds["Sino-"] == ("combining", "CN", "China")
    assert kinds["EAEU"] == ("organisation", "EAEU", "Eurasian Economic Union")
    assert kinds["Singapore"][0] == "name"


def test_lookalikes_hold_a_form_and_are_none() -> None:
    known = {form.text for form in forms()} | {form.text.rstrip("-") for form in forms()}
    for text in lookalikes():
        words = text.replace("-", " ").split()
        parts = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
        assert parts & known, text
        assert resolve(text) is None, text


def test_currencies_are_iso() -> None:
    active = {c.alpha_3 for c in pycountry.currencies}
    metals_and_tests = {"XAD", "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XPD", "XPT", "XSU", "XTS", "XXX", "USN"}
    assert active - set(currencies()) <= metals_and_tests
    assert set(currencies()) <= active
    assert {state.currency for state in atlas.countries().values()} - {None} <= set(currencies())
    for form in currency_forms():
        assert {form.code, *form.others} - {None} <= set(currencies()), form
        assert form.ambiguous == bool(form.others), form
        assert form.ambiguous or form.code, form


def test_currency_names_agree_with_cldr() -> None:
    known = {form.text.casefold() for form in currency_forms()}
    for code in sorted(set(currencies()) - {"VED"}):  # CLDR calls it by the name of VES
        for count in ("one", "other"):
            name = Locale("en")._data["currency_names_plural"][code][count]
            assert name.removesuffix(" (UF)").casefold() in known, name


@pytest.mark.parametrize(
    ("text", "code", "ambiguous"),
    [
        ("$", "USD", True),
        ("US$", "USD", False),
        ("U.S. dollars", "USD", False),
        ("dollars", "USD", True),
        ("greenbacks", "USD", False),
        ("€", "EUR", False),
        ("euros", "EUR", False),
        ("£", "GBP", True),
        ("pounds", "GBP", True),
        ("pounds sterling", "GBP", False),
        ("₼", "AZN", False),
        ("manat", "AZN", True),
        ("manats", "AZN", True),
        ("Turkmen manat", "TMT", False),
        ("₽", "RUB", False),
        ("rubles", "RUB", True),
        ("roubles", "RUB", True),
        ("Belarusian rubles", "BYN", False),
        ("tenge", "KZT", False),
        ("₸", "KZT", False),
        ("Uzbek soum", "UZS", False),
        ("soums", "UZS", False),
        ("UZS", "UZS", False),
        ("lira", "TRY", True),
        ("Turkish liras", "TRY", False),
        ("dirhams", "AED", True),
        ("yuan", "CNY", False),
        ("renminbi", "CNY", False),
        ("RMB", "CNY", False),
        ("rupees", "INR", True),
        ("Pakistani rupees", "PKR", False),
        ("yen", "JPY", False),
        ("¥", "JPY", True),
        ("som", "KGS", True),
        ("somoni", "TJS", False),
        ("lari", "GEL", False),
        ("hryvnias", "UAH", False),
        ("zlotys", "PLN", False),
        ("dong", "VND", False),
        ("kip", "LAK", False),
        ("rial", "IRR", True),
        ("francs", None, True),
        ("Swiss francs", "CHF", False),
        ("pesos", None, True),
        ("dinars", None, True),
        ("krone", None, True),
        ("krona", "SEK", True),
        ("won", "KRW", True),
    ],
)
def test_money(text: str, code: str | None, ambiguous: bool) -> None:
    found = {form.text: form for form in currency_forms()}[text]
    assert (found.code, found.ambiguous) == (code, ambiguous)


def test_money_that_is_an_everyday_word() -> None:
    ordinary = {form.text for form in currency_forms() if form.ordinary}
    assert {"won", "real", "sum", "pound", "TOP", "ALL", "CUP"} <= ordinary
    assert not {"manat", "euro", "USD", "dollars"} & ordinary


def test_a_language_without_a_file_has_the_names_of_cldr() -> None:
    assert resolve("Россия", "ru") == "RU"
    assert resolve("Azərbaycan", "az") == "AZ"
    assert resolve("Türkiye", "tr") == "TR"
    assert any(form.code == "RUB" and form.text == "российских рублей" for form in currency_forms("ru"))
    with pytest.raises(UsageError, match="xx"):
        forms("xx")


def test_the_files_stay_readable_by_any_yaml() -> None:
    for path in sorted(atlas._STATES.glob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert all(isinstance(key, str) for key in data), path.name


def test_english_needs_no_babel() -> None:
    code = "import sys, servanda.countries as c; c.forms(); c.currency_forms(); sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
