"""What is served to nobody: private papers past their door, the media folder, the demo outside a demo."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from koinon.adapters import storage
from koinon.rooms.documents.models import Paper
from koinon.rooms.dues.papers import stored_paper
from tests import world as story
from tests.conftest import BACKEND
from tests.processes import ROOT, environment
from tests.world import World

SECRET = b"for members only"


@pytest.fixture
def private_paper(world: World) -> Paper:
    """A paper in a collection that only those who are signed in may read."""
    kept = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=kept, restriction_type=CollectionViewRestriction.LOGIN)
    return Paper.objects.create(title="Private", file=ContentFile(SECRET, "private.txt"), collection=kept)


def test_a_private_paper_is_refused_to_strangers_and_served_to_those_who_may(
    world: World, private_paper: Paper
) -> None:
    stranger, known = Client(), Client()
    known.force_login(world.person("contact"), backend=BACKEND)
    refused = stranger.get(private_paper.url)
    assert refused.status_code == 302
    assert refused["Location"].startswith("/en/sign-in/")
    assert b"".join(known.get(private_paper.url).streaming_content) == SECRET


def test_the_media_folder_is_not_served(world: World, private_paper: Paper) -> None:
    known = Client()
    known.force_login(world.person("secretary_general"), backend=BACKEND)
    for path in (settings.MEDIA_URL + private_paper.file.name, "/media/", "/media/../private/", "/private/"):
        for visitor in (Client(), known):
            assert visitor.get(path, follow=True).status_code == 404, path


def test_an_invoice_on_disk_lies_outside_all_that_is_served(published: World) -> None:
    from koinon.rooms.dues.models import Invoice

    row = Invoice.objects.get(public_id=story.issued(published))
    stored_paper(row)
    row.refresh_from_db()
    place = storage.private_store()._place(row.paper)
    assert place.exists()
    for served in (settings.MEDIA_ROOT, settings.STATIC_ROOT, *settings.STATICFILES_DIRS):
        assert not place.resolve().is_relative_to(Path(served).resolve())


@pytest.mark.parametrize("path", ["/demo/", "/demo/outbox/", "/demo/sign-in/12345678-1234-4234-8234-123456789abc/"])
def test_outside_the_demo_there_is_no_demo_door(world: World, path: str) -> None:
    assert Client().get(path, follow=True).status_code == 404
    assert Client().post(path, follow=True).status_code in {403, 404, 405}


COOKIES = """
import json
from koinon.project import settings
names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SECURE_SSL_REDIRECT",
         "SECURE_HSTS_SECONDS", "DEBUG", "ALLOWED_HOSTS")
print(json.dumps({name: getattr(settings, name, None) for name in names}))
"""


def test_in_production_cookies_travel_encrypted_only(world: World) -> None:
    variables = {**environment(), "KOINON_HOSTS": "members.example.org", "KOINON_URL": "https://members.example.org"}
    for name in ("KOINON_TEST", "KOINON_PLAIN_HTTP", "KOINON_DEMO"):
        variables.pop(name, None)
    ran = subprocess.run(
        [sys.executable, "-c", COOKIES], env=variables, cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = json.loads(ran.stdout)
    assert found.pop("DEBUG") is False
    assert found.pop("ALLOWED_HOSTS") == ["members.example.org"]
    assert all(found.values()), found
