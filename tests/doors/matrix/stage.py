"""The stage of the matrix: two members in the middle of their year, and a value for every argument of an address."""

import gc
import uuid
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from wagtail.models import Collection, Page

from koinon.core import outbox
from koinon.core.models import JournalEntry, OutboxMessage
from koinon.doors.website.setup import plant_pages
from koinon.rooms.declarations.actions import save_draft
from koinon.rooms.documents.models import Paper, Picture
from koinon.rooms.dues.actions import ask_for_quote
from koinon.rooms.dues.models import Invoice, Payment
from koinon.rooms.dues.papers import stored_paper
from koinon.rooms.organisations.actions import Enquiry
from koinon.rooms.people.actions import Invitee, Term, invite_person
from koinon.rooms.people.models import Mandate, Person
from koinon.rooms.rulebook.models import RulebookVersion
from tests import world as story
from tests.doors.matrix.addresses import Address
from tests.doors.matrix.cast import people_of
from tests.doors.matrix.deciding import decided
from tests.doors.matrix.life import noted, under_way
from tests.doors.matrix.meetings import assembly
from tests.doors.matrix.minutes import signed_minutes
from tests.rooms.admissions import applying
from tests.rooms.bodies.board import board
from tests.rooms.documents import library
from tests.world import World

TODAY = date(2026, 6, 3)
MEMBERS = ("ours", "theirs")
PIXEL = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
# What a stranger might try: ids that do not exist, absurdly large ones, and garbage.
GUESSES: Mapping[type, Sequence[Any]] = {
    uuid.UUID: (uuid.UUID(int=0), uuid.UUID("12345678-1234-4234-8234-123456789abc")),
    int: (0, 987654321, 2**31, 2**63, 10**30),
    str: ("nothing-of-that-name", "0", "%00", "%F0%9F%90%99", "..%2f..%2fetc", "x" * 300),
}


@dataclass(slots=True)
class Stage:
    """What stands in the database: people, and by member what the arguments of addresses mean."""

    world: World
    people: dict[str, Person]
    own: dict[str, dict[str, Sequence[Any]]] = field(default_factory=dict)
    common: dict[str, Sequence[Any]] = field(default_factory=dict)
    # What the desk works on besides, and members do not see yet.
    waiting: dict[str, Sequence[Any]] = field(default_factory=dict)

    def values(self, address: Address, member: str) -> dict[str, Sequence[Any]]:
        """The values of an address's arguments where it is about one member; asks for what nobody supplied."""
        known = {**self.common, **self.own[member]}
        missing = [name for name in address.wants if name not in known]
        assert not missing, (
            f"{address.route} wants {missing}, for which the access matrix has no value. "
            "Supply it in tests/doors/matrix/stage.py: under `own` if it belongs to a member, else under `common`."
        )
        return known

    def about_a_member(self, address: Address) -> bool:
        """Whether one of its arguments belongs to a member."""
        return bool(set(address.wants) & set(self.own["ours"]))

    def visits(
        self, address: Address, members: Sequence[str] = MEMBERS, *, waiting: bool = False
    ) -> Iterator[tuple[str, str]]:
        """Each member that the address can be about ("" where it is about none) with the filled-in address."""
        if waiting and self.waiting.keys() & set(address.wants):
            yield from (("", path) for path in address.paths({**self.values(address, "ours"), **self.waiting}))
        for member in members if self.about_a_member(address) else ("",):
            for path in address.paths(self.values(address, member or "ours")):
                yield member, path

    def guesses(self, address: Address) -> Iterator[str]:
        """The address with each of its arguments in turn replaced by what a stranger might try."""
        known = self.values(address, "ours")
        for name in address.wants:
            kind = type(known[name][0])
            for guess in GUESSES.get(kind, GUESSES[str]):
                yield from address.paths({**{key: values[:1] for key, values in known.items()}, name: [guess]})


def set_up(world: World) -> Stage:
    """Bring both members to the summer of their year and lay a page, a picture and a paper beside them."""
    plant_pages()
    stage = Stage(world, people_of(world, TODAY))
    stage.own = {member: _records(stage, member) for member in MEMBERS}
    stage.common = _common(world)
    stage.waiting = {"invoice": [story.proposed(world, "associated"), story.approved(world, "network")]}
    return stage


def _records(stage: Stage, member: str) -> dict[str, Sequence[Any]]:
    """A member with figures declared and begun anew, an invoice in part paid, and a proposal for next year's."""
    world = stage.world
    issued = story.reminded(world, member)
    payment = story.pay(world, issued, Decimal(100), on=TODAY)
    row = Invoice.objects.select_related("declaration", "organisation").get(public_id=issued)
    stored_paper(row)
    contact = stage.people[f"{member.replace('ours', 'our').replace('theirs', 'their')}_contact"]
    kept = save_draft(
        actor=world.actor("secretary_general", TODAY),
        membership=world.memberships[member],
        year=story.YEAR,
        figures=story.FIGURES[member],
        note="Seen again.",
    )
    organisation = world.organisations[member]
    invitation, letter = _invitation(world, organisation, member)
    under_way(world, member, TODAY)
    return {
        "organisation": [organisation],
        "invitation": [invitation],
        "letter": [letter],
        "membership": [world.memberships[member]],
        "declaration": [row.declaration.public_id, kept.declaration],
        "invoice": [issued],
        "payment": [Payment.objects.get(public_id=payment).public_id],
        "person": [contact.public_id],
        "mandate": [Mandate.objects.get(person=contact).public_id],
        "entry": [JournalEntry.objects.filter(organisation=organisation).latest("id").pk],
    }


def _invitation(world: World, organisation: uuid.UUID, member: str) -> tuple[uuid.UUID, str]:
    """Somebody asked by the secretariat to be editor, and the secret in the letter that is on its way."""
    invited = invite_person(
        actor=world.actor("secretary_general", TODAY),
        organisation=organisation,
        invitee=Invitee(f"Zyx Invited {member}", f"invited.{member}@matrix.example"),
        term=Term("editor", TODAY),
    )
    message = OutboxMessage.objects.get(kind="people.invitation_letter", subject=invited.invitation)
    return invited.invitation, str(outbox.payload_of(message)["token"])


def _common(world: World) -> dict[str, Sequence[Any]]:
    shelves, meetings = _library(world), assembly(world)
    page, collection = Page.objects.filter(depth__gt=1).first(), Collection.get_first_root_node()
    paper = Paper.objects.create(title="Paper", file=ContentFile(b"paper", "paper.txt"), collection=collection)
    picture = Picture.objects.create(title="Picture", file=ContentFile(PIXEL, "picture.gif"), collection=collection)
    _filed(paper, picture)
    assert page is not None
    kind = ContentType.objects.get_for_model(page.specific_class)
    applicant = applying.under_review(world)
    applying.check_all(world, applicant, TODAY)
    return {
        "asked": [_asked(world)],
        "application": [applicant.id],
        "item": ["letter"],
        "paper": [row.public_id for row in applicant.row.papers.all()[:1]],
        "year": [story.YEAR],
        "fact": ["nature"],
        "body": ["CICOPA"],
        "file": ["fees.toml"],
        "version": [RulebookVersion.objects.latest("id").public_id],
        **shelves,
        **_seats(world),
        **decided(world),
        **meetings,
        "meeting": [*meetings["meeting"], signed_minutes(world)],
        "step": ["organisation"],
        "yearly": [noted(world, TODAY)],
        "message": [OutboxMessage.objects.latest("id").public_id],
        **_of_wagtail(page, kind, paper, picture),
    }


def _asked(world: World) -> uuid.UUID:
    """Somebody asked on the website what membership would cost."""
    enquiry = Enquiry("Zyx Asking", "zyx.asking@matrix.example", "quote", "What would it cost us?")
    return ask_for_quote(actor=world.actor("nobody", TODAY), enquiry=enquiry).request


def _library(world: World) -> dict[str, Sequence[Any]]:
    """A document of each level with a file, the one for members followed by nothing though it has lapsed."""
    made = [
        library.published(world),
        library.published(world, level="members", title="Members' plan", ends_on=date(2026, 5, 1)),
        library.published(world, level="body", body=uuid.uuid4(), title="Body's plan"),
    ]
    return {"document": [document for document, _e in made], "edition": [edition for _d, edition in made]}


def _seats(world: World) -> dict[str, Sequence[Any]]:
    """A Board; the seat that the steps are about is that of somebody else's delegate."""
    return {"body": ["board"], "seat": [board(world)["delegate"]]}


def _filed(paper: Paper, picture: Picture) -> None:
    """Note sizes, and draw the picture as large as the desk shows it: else looking would do it.

    Wagtail leaves the files that it reads and draws into to be closed by chance.
    """
    paper._set_document_file_metadata()
    picture._set_image_file_metadata()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        for size in ("original", "max-100x100", "max-165x165", "max-800x600"):
            picture.get_rendition(size)
        for row in (paper, picture):
            row.file.close()
            row.save()
        gc.collect()


def _of_wagtail(page: Page, kind: ContentType, paper: Paper, picture: Picture) -> dict[str, Sequence[Any]]:
    """What Wagtail's own addresses call their arguments."""
    ids = ("pk", "page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk", "object_id")
    absent = (
        *("revision_id", "task_id", "task_state_id", "workflow_state_id", "workflow_pk", "session_id"),
        *("uploaded_file_id", "redirect_id", "restriction_id", "page_view_restriction_id", "collection_id"),
    )
    return {
        **{name: [page.pk] for name in ids},
        **{name: [1] for name in absent},
        **{name: [kind.app_label] for name in ("content_type_app_name", "app_label", "app_name")},
        **{name: [kind.model] for name in ("content_type_model_name", "model_name")},
        "action": ["delete"],
        "action_name": ["approve"],
        "filter_spec": ["max-100x100"],
        "document_id": [paper.pk],
        "doc_id": [paper.pk],
        "image_id": [picture.pk],
        "uidb64": ["MQ"],
        "token": ["set-password"],
        "wagtailadmin_pages:revisions_compare 0": [page.pk],
        "wagtailadmin_pages:revisions_compare 1": ["earliest"],
        "wagtailadmin_pages:revisions_compare 2": ["latest"],
        "wagtaildocs_serve 0": [paper.pk],
        "wagtaildocs_serve 1": [paper.filename],
        "wagtail_serve 0": ["", *(f"{found.slug}/" for found in Page.objects.live().filter(depth=3))],
    }
