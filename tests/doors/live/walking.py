"""A meeting walked over HTTP by whoever presides: the page, its forms, and what they say."""

import html
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from koinon.rooms.assemblies.models import Vote
from tests.rooms.assemblies.meeting import Gathering, opened
from tests.world import World


def words(response: HttpResponse) -> str:
    """The page's words, without markup and with single spaces."""
    body = re.sub(r"<(style|script|head)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


@dataclass(slots=True)
class Desk:
    """Somebody at the chair's desk of a meeting."""

    client: Client
    found: Gathering

    def at(self, place: str = "chair", **more: Any) -> str:
        """The address of a page of the meeting."""
        return reverse(f"live:{place}", kwargs={"meeting": self.found.id, **more})

    def look(self, place: str = "chair", **asked: Any) -> str:
        """What a page says."""
        answer = self.client.get(self.at(place), asked)
        assert answer.status_code == 200, answer
        return words(answer)

    def press(self, step: str, **values: Any) -> str:
        """Press a button of the page; gives what is said afterwards."""
        given = {name: str(value) if isinstance(value, UUID) else value for name, value in values.items()}
        answer = self.client.post(self.at(f"chair-{step}"), {"key": str(uuid4()), **given}, follow=True)
        assert answer.status_code == 200, answer
        return words(answer)


def desk(client_as: Any, found: Gathering, who: str = "secretary_general") -> Desk:
    """Somebody sits down at the desk."""
    return Desk(client_as(who), found)


def at_item(world: World, client_as: Any, item: str = "accounts", who: str = "secretary_general") -> Desk:
    """An open meeting at an item, seen from the chair's desk."""
    sits = desk(client_as, opened(world), who)
    sits.press("take-up", item=sits.found.item(item))
    return sits


def only_vote(found: Gathering) -> Vote:
    """The vote that is open."""
    return Vote.objects.get(meeting__public_id=found.id, state="open")
