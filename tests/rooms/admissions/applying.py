"""An applicant on its way: each function takes the application one stage further, through actions only."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from koinon.core import outbox
from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference
from koinon.core.models import OutboxMessage
from koinon.rooms.admissions.access import new_secret
from koinon.rooms.admissions.actions import (
    Answers,
    Upload,
    Verdict,
    attach_paper,
    mark_item,
    open_link,
    prepare_for_board,
    record_board_decision,
    save_draft,
    send_link,
    submit_application,
    take_up_review,
)
from koinon.rooms.admissions.models import Application
from tests.files import pdf
from tests.world import World

BEGUN, SUBMITTED, DECIDED, RATIFIED = date(2026, 3, 2), date(2026, 3, 9), date(2026, 5, 12), date(2026, 6, 18)
BOARD = DecisionReference("Board", DECIDED, "B2026/5")
ASSEMBLY = DecisionReference("General Assembly", RATIFIED, "GA2026/9")
PAPERS = ("letter", "statutes", "members", "accounts")
ITEMS = (*PAPERS, "evidence", "fee", "cicopa")
DETAILS = {
    "name": "Federação das Cooperativas de Produção",
    "country": "PT",
    "street": "Rua Nova 3",
    "postal_code": "1100-000",
    "city": "Lisbon",
    "contact_name": "Ana Prado",
}
FACTS: Mapping[str, bool | str | None] = {"level": "national", "worker_cooperatives": True, "cicopa": "joins_too"}
FIGURES: Mapping[str, Decimal | str | None] = {"cooperatives": Decimal(120), "turnover": Decimal("80000000.00")}
LINK = re.compile(r"/apply/link/([\w-]+)/")


@dataclass
class Applicant:
    """Somebody who applies: the address, the word of the stay, the application."""

    world: World
    email: str = "ana@example.org"
    access: str = field(default_factory=new_secret)

    @property
    def row(self) -> Application:
        """The application as it stands."""
        return Application.objects.get(email=self.email)

    @property
    def id(self) -> UUID:
        """Its public id."""
        return self.row.public_id

    @property
    def version(self) -> int:
        """Its version as it stands."""
        return self.row.version

    def actor(self, on: date = BEGUN) -> Actor:
        """The applicant on a day: a stranger to the house."""
        return self.world.actor("nobody", on)

    def mailed_link(self, on: date = BEGUN, statements: Answers | None = None) -> str:
        """Ask for a link and take it out of the sealed letter that will bring it."""
        sent = send_link(actor=self.actor(on), email=self.email, statements=statements)
        message = OutboxMessage.objects.get(kind="mail", subject=sent.link)
        found = LINK.search(str(outbox.payload_of(message)["text"]))
        assert found
        return found[1]

    def come_in(self, on: date = BEGUN) -> None:
        """Use a fresh link."""
        self.access = new_secret()
        open_link(actor=self.actor(on), link=self.mailed_link(on), access=self.access)

    def save(self, on: date = BEGUN, *, place: str = "", **answers: Mapping[str, object]) -> None:
        """Save some answers."""
        given = Answers(**answers)  # type: ignore[arg-type]
        save_draft(actor=self.actor(on), access=self.access, answers=given, seen_version=self.version, place=place)

    def attach(self, item: str, on: date = BEGUN, content: bytes | None = None) -> UUID:
        """Attach a paper."""
        upload = Upload(item, f"{item}.pdf", pdf() if content is None else content)
        return attach_paper(actor=self.actor(on), access=self.access, upload=upload).paper


def begun(world: World) -> Applicant:
    """A draft with nothing in it."""
    applicant = Applicant(world)
    applicant.come_in()
    return applicant


def filled(world: World, **changed: Mapping[str, object]) -> Applicant:
    """A draft in which everything is answered."""
    applicant = begun(world)
    applicant.save(**{"details": DETAILS, "facts": FACTS, "figures": FIGURES, **changed})
    for item in PAPERS:
        applicant.attach(item)
    return applicant


def submitted(world: World, **changed: Mapping[str, object]) -> Applicant:
    """The application lies before the secretariat."""
    applicant = filled(world, **changed)
    applicant.come_in(SUBMITTED)
    submit_application(actor=applicant.actor(SUBMITTED), access=applicant.access, seen_version=applicant.version)
    return applicant


def under_review(world: World, **changed: Mapping[str, object]) -> Applicant:
    """The membership officer has taken it up."""
    applicant = submitted(world, **changed)
    officer = world.actor("membership", SUBMITTED + timedelta(days=1))
    take_up_review(actor=officer, application=applicant.id, seen_version=applicant.version)
    return applicant


def check_all(world: World, applicant: Applicant, on: date) -> None:
    """Everything on the checklist is in order."""
    for item in ITEMS:
        officer, seen = world.actor("membership", on), applicant.version
        mark_item(actor=officer, application=applicant.id, item=item, in_order=True, seen_version=seen)


def before_board(world: World, **changed: Mapping[str, object]) -> Applicant:
    """The Board has it before it."""
    applicant = under_review(world, **changed)
    day = DECIDED - timedelta(days=2)
    check_all(world, applicant, day)
    officer = world.actor("membership", day)
    prepare_for_board(actor=officer, application=applicant.id, seen_version=applicant.version)
    return applicant


def decided(world: World, *, approved: bool = True, **changed: Mapping[str, object]) -> Applicant:
    """The Board has decided."""
    applicant = before_board(world, **changed)
    verdict = Verdict(approved, BOARD, "" if approved else "The statutes name no members.")
    actor = world.actor("membership", DECIDED)
    record_board_decision(actor=actor, application=applicant.id, verdict=verdict, seen_version=applicant.version)
    return applicant


UNKNOWN = uuid4()
