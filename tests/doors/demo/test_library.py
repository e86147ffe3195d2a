"""The demo's library: the confederation's six documents, each with a marked placeholder and none with an address."""

from koinon.doors.demo.network.steps import Network
from koinon.rooms.documents.models import Document, Edition
from koinon.rooms.documents.queries import announced_documents, lapsing_documents
from tests.doors.demo.conftest import YEAR


def test_six_documents_stand_with_their_levels_and_periods(network: Network) -> None:
    found = {row.title: (row.publisher, row.level, row.ends_on and row.ends_on.year) for row in Document.objects.all()}
    assert found == {
        "World declaration on worker cooperatives": ("CICOPA", "public", None),
        "World standards of social cooperatives": ("CICOPA", "public", None),
        "Statutes of CECOP": ("CECOP", "public", None),
        "Strategic plan 2021–2025": ("CECOP", "public", 2025),
        "Membership plan 2022–2026": ("CECOP", "members", 2026),
        f"Annual working plan {YEAR}": ("CECOP", "members", YEAR),
    }
    assert announced_documents().count() == 6
    assert [row.title for row in Document.objects.filter(invented=True)] == [f"Annual working plan {YEAR}"]


def test_every_version_is_a_marked_placeholder_and_no_address_is_invented(network: Network) -> None:
    assert not Edition.objects.exclude(placeholder=True, link="").exists()
    assert Edition.objects.filter(document__title__startswith="Annual").count() == 2


def test_the_lapsed_plan_is_what_the_desk_is_asked_about(network: Network) -> None:
    asked = lapsing_documents(network.office("communications"))
    assert [row.title for row in asked] == ["Strategic plan 2021–2025"]
