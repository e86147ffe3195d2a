"""May we join? The questions, the answer that grows, and what becomes of nonsense."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from koinon.rooms.rulebook.models import RulebookVersion
from koinon.statutes.eligibility import assess
from koinon.statutes.rulebook import parse_rulebook
from tests.doors.website.reading import Found, faults, read
from tests.world import cecop_texts

JOIN = "/en/join/"
RULES = parse_rulebook(cecop_texts())
FULL = {"level": "national", "worker_cooperatives": "yes", "cicopa": "member"}
NO = {
    key: "no"
    for key in ("worker_cooperatives", "social_cooperatives", "supports_creation", "sectoral", "other_cooperatives")
}
NETWORK = {
    "level": "national", "legal_form": "other", **NO,
    "affiliates_or_promotes": "no", "statutes_refer": "yes", "statutes_article": "Article 4",
}  # fmt: skip


def page(client: Client, query: Mapping[str, str] | str = "") -> str:
    answer = client.get(JOIN, query) if isinstance(query, Mapping) else client.get(f"{JOIN}?{query}")
    assert answer.status_code == 200
    assert faults(read(answer)) == []
    return answer.content.decode()


def shown(client: Client, query: Mapping[str, str] | str = "") -> str:
    page(client, query)
    found: Found = read(client.get(JOIN, query) if isinstance(query, Mapping) else client.get(f"{JOIN}?{query}"))
    return found.text


def test_at_first_four_questions_and_an_empty_place(stranger: Client) -> None:
    text = shown(stranger)
    for question in list(RULES.facts.values())[:4]:
        assert question.question["en"] in text
    assert "Does your organisation speak for professional federations" not in text
    assert "The answer will stand here" in text
    assert "We do not know yet" in text


def test_a_category_with_why_what_it_brings_and_the_way_on(demo: None, stranger: Client) -> None:
    text = shown(stranger, FULL)
    assert "Kind of membership Full member" in text
    assert "Full member: National or regional organisation of worker or social cooperatives" in text
    assert "At which level does your organisation work? A whole country." in text
    assert "What it brings: Full member" in text
    assert "Vote in statutory meetings" in text
    assert "How many cooperatives are affiliated to your organisation?" in text
    assert "The list of members, or of affiliated cooperatives" in text
    assert 'href="/en/contact/?topic=joining&amp;level=national' in page(stranger, FULL)
    assert "Next questions" not in text


def test_the_fee_is_reckoned_inside_the_journey(demo: None, stranger: Client) -> None:
    text = shown(stranger, {**FULL, "cooperatives": "252", "turnover": "540 000 000"})
    assert "Yearly fee €3,450.00 illustrative" in text
    assert "Kind of membership Full member" in text
    wrong = shown(stranger, {**FULL, "cooperatives": "lots", "turnover": "1"})
    assert "Write the figure in digits" in wrong
    assert "Yearly fee" not in wrong


def test_outside_the_demo_no_illustrative_amount_is_shown(stranger: Client) -> None:
    content = page(stranger, {**FULL, "cooperatives": "252", "turnover": "540000000"})
    assert "3,450" not in content
    assert "illustrative" not in content
    assert 'href="/en/contact/?topic=quote&amp;category=full"' in content


def test_a_published_fee_and_the_papers(stranger: Client) -> None:
    text = shown(stranger, {**NETWORK, "budget": "50000"})
    assert "Kind of membership Network affiliate" in text
    assert "Yearly fee €1,750.00" in text
    for paper in ("The statutes, with that article marked", "A letter in which the legal representative"):
        assert paper in text
    assert "The list of members" not in text
    assert "Apply for membership" in text


def test_only_what_is_open_is_asked(stranger: Client) -> None:
    content = page(stranger, {"level": "national", "worker_cooperatives": "yes", "legal_form": "other"})
    form = content[content.index('id="questions"') : content.index("</form>")]
    assert 'type="radio" name="social_cooperatives"' not in form
    assert 'type="radio" name="level"' not in form
    assert '<input type="hidden" name="level" value="national">' in form


def test_whoever_is_one_answer_from_a_category_is_asked_that_one(stranger: Client) -> None:
    nearly = {"level": "national", "legal_form": "other", "worker_cooperatives": "yes", "social_cooperatives": "no"}
    assert _asked(page(stranger, nearly)) == ["cicopa"]
    # Left open, it decides nothing: then the questions of the other categories follow.
    assert "supports_creation" in _asked(page(stranger, {**nearly, "cicopa": "-"}))


def test_every_screen_keeps_what_was_answered_and_ends(stranger: Client) -> None:
    """Walk the form as a browser does, with every answer no or the last one offered."""
    query: dict[str, str] = {}
    for _screen in range(len(RULES.facts)):
        asked = _asked(page(stranger, query))
        if not asked:
            break
        assert len(asked) <= 4
        for name in asked:
            fact = RULES.facts[name]
            query[name] = "no" if fact.kind == "yes_no" else list(fact.options)[-1] if fact.options else "Article 1"
    assert not _asked(page(stranger, query))
    assert "None fits" in shown(stranger, query)


def _asked(content: str) -> list[str]:
    if 'id="questions"' not in content:
        return []
    form = content[content.index('id="questions"') :]
    form = form[: form.index("</form>")]
    return [key for key in RULES.facts if f'type="radio" name="{key}"' in form or f'type="text" name="{key}"' in form]


def test_if_nothing_fits_it_says_why_and_offers_a_way(stranger: Client) -> None:
    text = shown(
        stranger,
        {"level": "national", "worker_cooperatives": "yes", "cicopa": "stays_out", "affiliates_or_promotes": "yes"},
    )
    assert "None fits" in text
    assert "No kind of membership fits" in text
    assert "No, and it does not wish to; it takes: Yes, Not yet" in text
    assert "Write to us" in text


def test_a_question_may_be_left_open(stranger: Client) -> None:
    query = NO | {
        "level": "national",
        "worker_cooperatives": "yes",
        "legal_form": "other",
        "affiliates_or_promotes": "yes",
    }
    query["cicopa"] = "-"
    text = shown(stranger, query)
    assert "Some questions are still open" in text
    assert "Still possible: Full member." in text
    assert "Left open" in text
    assert _asked(page(stranger, query)) == []
    assert _asked(page(stranger, {**query, "change": "cicopa"})) == ["cicopa"]


def test_an_empty_line_leaves_the_question_open(stranger: Client) -> None:
    text = shown(stranger, {**NETWORK, "statutes_article": "  "})
    assert "Not known yet" in text
    assert "Some questions are still open" in text


def test_an_answer_is_changed_with_one_click(stranger: Client) -> None:
    content = page(stranger, {**FULL, "cooperatives": "3"})
    link = content[content.index('<a href="?level=') :].split('"')[1].replace("&amp;", "&")
    assert dict(parse_qsl(urlsplit(link).query)) == {**FULL, "cooperatives": "3", "change": "level"}
    changing = page(stranger, urlsplit(link).query)
    assert _asked(changing) == ["level"]
    assert 'value="national" id="id_level_0" checked' in changing or "checked" in changing
    assert '<input type="hidden" name="cooperatives" value="3">' in changing


def test_a_branch_names_its_full_member_in_words(stranger: Client) -> None:
    query = {"level": "local", "legal_form": "other", "supports_creation": "no", "sectoral": "yes", "cicopa": "member"}
    assert "Of which full member is it the branch?" in shown(stranger, query | {"other_cooperatives": "no"})
    text = shown(stranger, {**query, "full_member": "Federation <X> & Co"})
    assert "Kind of membership Associated member" in text
    assert "Federation <X> & Co" in text
    assert "A letter of that full member" in text


@pytest.mark.parametrize(
    "query",
    [
        "level=galactic",
        "worker_cooperatives=true",
        "level=national&level=local",
        "level=%00",
        "statutes_article=%00",
        "full_member=" + "x" * 5000,
        "statutes_article=%E2%80%AE",
        "cicopa=<script>alert(1)</script>",
        "shoe_size=44",
        "change=shoe_size",
        "level[]=national",
        "%ff%fe=1",
        "level=%ff",
        "level=national;level=local",
    ],
)
def test_nonsense_is_told_and_never_repeated(stranger: Client, query: str) -> None:
    content = page(stranger, query + "&legal_form=other")
    assert "Part of the address could not be read" in content
    assert "<script>alert" not in content
    assert "x" * 300 not in content
    assert "Another form" in content


def test_answers_that_contradict_each_other_are_told_and_changed_with_one_click(stranger: Client) -> None:
    query = {**FULL, "professional_federations": "yes"}
    content, text = page(stranger, query), shown(stranger, query)
    assert "These answers contradict each other" in text
    assert "speaks for federations across Europe, and yet it works in one country" in text
    assert "Does your organisation speak for professional federations across Europe? Yes." in text
    assert "Kind of membership Full member" in text, "they are told; they decide nothing"
    conflict = content[content.index("k-account-conflicts") :]
    assert conflict[: conflict.index("</ul>")].count("change=") == 2
    assert "change=professional_federations" in conflict
    assert "contradict" not in shown(stranger, FULL)


def test_the_contact_form_knows_what_was_answered(stranger: Client) -> None:
    written = read(stranger.get("/en/contact/", {"topic": "joining", **NETWORK, "level": "galactic"})).text
    assert "Our answers: Which legal form does your organisation have? Another form" in written
    assert "In which article of your statutes are they named? Article 4" in written
    assert "galactic" not in written
    assert "Our answers" not in read(stranger.get("/en/contact/?topic=joining")).text


def test_the_order_of_answers_changes_nothing(stranger: Client) -> None:
    turned = dict(reversed(NETWORK.items()))
    assert shown(stranger, NETWORK) == shown(stranger, turned)


def test_marks_of_a_newsletter_are_no_nonsense(stranger: Client) -> None:
    assert "could not be read" not in page(stranger, "utm_source=link&level=national")


def test_nobody_is_asked_who_they_are(demo: None, stranger: Client) -> None:
    for query in ({}, FULL, NETWORK):
        content = page(stranger, query)
        forms = content[content.index("<main") :]
        assert 'method="get"' in forms
        assert "email" not in forms
        assert "csrfmiddlewaretoken" not in forms


def test_the_answer_is_that_of_the_rules(stranger: Client) -> None:
    facts = {key: {"yes": True, "no": False}.get(value, value) for key, value in NETWORK.items()}
    assert assess(RULES, facts).category == "network"


def test_an_answer_takes_few_queries(
    demo: None, stranger: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page(stranger, FULL)
    with django_assert_max_num_queries(20) as asked:
        stranger.get(JOIN, {**FULL, "cooperatives": "252", "turnover": "540000000"})
    assert len(asked) <= 8


def test_it_is_found_from_everywhere(stranger: Client) -> None:
    for start in ("/en/", "/en/who-may-join/", "/en/what-it-costs/"):
        assert stranger.get(start).content.decode().count('href="/en/join/"') >= 1
    assert "/en/join/" in stranger.get("/sitemap.xml").content.decode()


def test_before_the_first_rules_it_says_so(stranger: Client) -> None:
    RulebookVersion.objects.all().delete()
    assert stranger.get(JOIN).status_code == 200


def test_it_only_answers_questions(stranger: Client) -> None:
    assert stranger.post(JOIN, FULL).status_code == 405
