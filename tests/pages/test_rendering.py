"""What all pages have in common: language, style, templates, policy."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib import resources
from typing import TYPE_CHECKING

import pytest
from faked import Elements, Faked

import pincite
from pincite import PinciteError
from pincite.search.pages.interface import LANGUAGES, Interface
from pincite.search.pages.rendering import Presentation, embedded_json
from pincite.search.pages.results import results_page
from pincite.search.pages.scripts import CORE, MORE, source
from pincite.search.pages.single import search_file

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("few_scripts")

# How a text of the interface is called for.
_SAID = re.compile(r"""\bt\(\s*["']([\w.]+\w)["']""")

NOTHING = pincite.Results("zeppelin", 0, (), reasons=("not in the index: zeppelin",))


def policy_of(page: Elements) -> dict[str, str]:
    (policy,) = [
        str(attributes["content"])
        for attributes, _ in page.all("meta")
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    return dict(rule.split(" ", 1) for rule in policy.split("; "))


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


# --- the interface --------------------------------------------------------------------------------


@pytest.fixture(params=LANGUAGES)
def interface(request: pytest.FixtureRequest) -> Interface:
    return Interface.of(request.param)


def table(language: str) -> dict[str, str | dict[str, str]]:
    file = resources.files("pincite.templates") / "interface" / f"{language}.json"
    loaded: dict[str, str | dict[str, str]] = json.loads(file.read_text("utf-8"))
    return loaded


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_all_languages_say_the_same(language: str) -> None:
    ours, english = table(language), table("en")
    assert [*ours] == [*english]
    for key, wording in english.items():
        names = re.compile(r"\{\w*\}")
        assert {*names.findall(str(ours[key]))} == {*names.findall(str(wording))}, key
        assert isinstance(ours[key], dict) == isinstance(wording, dict), key
        assert all(each == "" or str(each).strip() for each in (ours[key], wording)), key


def test_whatever_is_said_is_in_the_table() -> None:
    templates = resources.files("pincite.templates")
    pages = [each.read_text("utf-8") for each in templates.iterdir() if each.name.endswith("html")]
    said = {key for text in [*pages, *map(source, (*CORE, *MORE))] for key in _SAID.findall(text)}
    assert len(said) > 60
    assert said <= table("en").keys()


def test_numbers_and_dates_are_the_languages_own() -> None:
    told = [Interface.of(each)("static.paragraphs", count=1234567) for each in LANGUAGES]
    assert told == ["1,234,567 paragraphs", "1.234.567 Absätze", "1\u202f234\u202f567 paragraphes"]
    dates = [Interface.of(each).date("2018-04-18") for each in LANGUAGES]
    assert dates == ["18 April 2018", "18. April 2018", "18 avril 2018"]
    assert Interface.of("de").date("2018-03") == "März 2018"
    assert [Interface.of("en").date(each) for each in ("2018", "spring", "")] == [
        "2018",
        "spring",
        "",
    ]


@pytest.mark.parametrize(
    ("language", "count", "told"),
    [
        ("en", 0, "0 paragraphs"),
        ("en", 1, "1 paragraph"),
        ("de", 0, "0 Absätze"),
        ("fr", 0, "0 paragraphe"),
        ("fr", 2, "2 paragraphes"),
    ],
)
def test_one_and_more(language: str, count: int, told: str) -> None:
    assert Interface.of(language)("static.paragraphs", count=count) == told


def test_scripts_get_the_texts_that_they_say() -> None:
    few = Interface("en", {"a": "A", "b.x": "X", "b.y": "Y", "c": "C", "html.a": "no"})
    scripts = ["t('a'); t(`b.${name}`)", 't("html.a") + c']
    assert few.record(scripts) == {
        "locale": "en",
        "strings": {"a": "A", "b.x": "X", "b.y": "Y"},
    }


def test_pages_speak_the_language() -> None:
    page = results_page(NOTHING, Presentation(language="de"))
    assert '<html lang="de"' in page
    assert "Kein Absatz passt" in page


# --- style ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "css",
    [
        "p { color: red }",
        "</style><script>window.owned = 1</script>",
        "p::before { content: '</STYLE><img src=x onerror=alert(1)>' }",
        "/* </style */",
    ],
)
def test_a_style_stays_a_style(css: str) -> None:
    for html in (
        results_page(NOTHING, Presentation(css=css)),
        search_file(Faked(), Presentation(css=css)),
    ):
        page = Elements(html)
        assert len(page.all("style")) == 2
        assert not page.all("img")
        allowed = policy_of(page)["style-src"].split()
        assert allowed == [digest(text) for _, text in page.all("style")]
        assert page.all("style")[1][1] == css.replace("</", "<\\/")


def test_pictures_come_with_a_style_of_ones_own_only() -> None:
    assert "img-src" not in policy_of(Elements(results_page(NOTHING, Presentation())))
    policy = policy_of(Elements(results_page(NOTHING, Presentation(css="p {}"))))
    assert policy["img-src"] == policy["font-src"] == "data:"


# --- policy ---------------------------------------------------------------------------------------


def test_what_a_page_runs_is_what_it_has() -> None:
    page = Elements(search_file(Faked({"texts": [["x"]]}), Presentation()))
    scripts = [text for attributes, text in page.all("script") if not attributes]
    assert len(scripts) == 2
    policy = policy_of(page)
    assert policy["script-src"].split() == [*map(digest, scripts)]
    assert policy["default-src"] == policy["trusted-types"] == policy["base-uri"] == "'none'"


def test_a_page_without_scripts_runs_none() -> None:
    page = Elements(results_page(NOTHING, Presentation()))
    assert not page.all("script")
    assert "script-src" not in policy_of(page)
    assert policy_of(page)["default-src"] == "'none'"


def test_embedded_json_cannot_be_markup() -> None:
    data = {"a": "</script><!-- \u2028 \u202e \ud800 & é"}
    text = embedded_json(data)
    assert not re.search("[<>&\u2028\u202e\ud800]", text)
    assert json.loads(text) == data


def test_text_that_utf_8_cannot_hold_does_not_stop_the_page() -> None:
    article = pincite.Article("a\udcff.txt", "a", "T\ud800")
    html = search_file(Faked(articles=(article,)), Presentation())
    assert "T\N{REPLACEMENT CHARACTER}" in html.encode("utf-8").decode("utf-8")


def test_the_address_is_told_if_it_is_known() -> None:
    address = "https://example.org/search/"
    html = search_file(Faked(), Presentation(base_url=address))
    assert f'<link rel="canonical" href="{address}">' in html
    assert json.loads(Elements(html).by_id("data"))["base"] == address
    assert "canonical" not in search_file(Faked(), Presentation())


# --- templates ------------------------------------------------------------------------------------


def results_with(folder: Path, **templates: str) -> str:
    for name, text in templates.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    return results_page(NOTHING, Presentation(templates=folder))


def test_a_block_can_be_replaced(tmp_path: Path) -> None:
    page = results_with(
        tmp_path,
        results='{% extends "pincite/results.html" %}'
        "{% block footer %}<footer>{{ title }} & {{ super() }}</footer>{% endblock %}",
    )
    assert "<footer>Results for zeppelin & <footer>Made with" in page
    assert "No paragraph matches" in page


def test_the_frame_of_all_pages_can_be_replaced(tmp_path: Path) -> None:
    page = results_with(
        tmp_path,
        base='{% extends "pincite/base.html" %}'
        '{% block head %}{{ super() }}<meta name="theme-color" content="#fff">{% endblock %}',
    )
    assert '<meta name="theme-color" content="#fff">' in page
    assert "Content-Security-Policy" in page


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{% block x %}", "results.html, line 1: Unexpected end of template"),
        ("\n{{ nonsense }}", "'nonsense' is undefined"),
        ('{% extends "missing.html" %}', "no template missing.html"),
        ('{% extends "results.html" %}', "a template extends itself"),
        ('{{ t("missing") }}', "missing"),
        ("{{ 1 / 0 }}", "division by zero"),
    ],
)
def test_a_broken_template_is_told_in_a_line(tmp_path: Path, template: str, told: str) -> None:
    with pytest.raises(PinciteError, match=re.escape(told)) as caught:
        results_with(tmp_path, results=template)
    assert "\n" not in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_what_templates_are_given_is_escaped(tmp_path: Path) -> None:
    page = results_page(
        pincite.Results("<script>", 0, ()), Presentation(title="</title><script>alert(1)</script>")
    )
    assert not Elements(page).all("script")
