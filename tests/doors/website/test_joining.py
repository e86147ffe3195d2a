"""Who may join: the rulebook's own words."""

from django.test import Client

from tests.doors.website.reading import read
from tests.world import cecop_texts


def test_every_criterion_entitlement_and_obligation_is_said(stranger: Client) -> None:
    from koinon.statutes.rulebook import parse_rulebook

    rulebook = parse_rulebook(cecop_texts())
    text = read(stranger.get("/en/who-may-join/")).text
    told = [*rulebook.criteria.values(), *rulebook.entitlements.values(), *rulebook.obligations.values()]
    assert len(told) > 15
    for rule in told:
        assert rule.label["en"] in text
    for criterion in rulebook.criteria.values():
        assert criterion.fee_note["en"] in text
    assert "Rulebook CECOP, in force since 1 January 2026" in text


def test_the_table_tells_the_categories_apart(stranger: Client) -> None:
    page = stranger.get("/en/who-may-join/").content.decode()
    row = page[page.index("Vote in statutory meetings") :]
    row = row[: row.index("</tr>")]
    assert row.count("w-yes") == 2
    assert row.count("w-no") == 1
    assert row.index("w-no") > row.rindex("w-yes")


def test_sources_stay_behind_the_scenes(stranger: Client) -> None:
    text = read(stranger.get("/en/who-may-join/")).text
    assert "S22" not in text
    assert "S30" not in text


def test_choices_are_shown_with_their_reason(stranger: Client) -> None:
    text = read(stranger.get("/en/who-may-join/")).text
    assert "May network affiliates vote in statutory meetings?" in text
    assert "No. They may attend and speak." in text
    assert "Decided on 1 January 2026 by:" in text
    assert "When are figures declared?" not in text
