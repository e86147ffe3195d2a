"""Invented applicants on their way: how they write, and how far the secretariat has come with them."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

import pikepdf

from koinon.core.actors import Actor, anonymous_actor
from koinon.core.decisions import DecisionReference
from koinon.core.models import OutboxMessage
from koinon.core.outbox import payload_of
from koinon.doors.demo.network import register
from koinon.doors.demo.network.calendar import DOOR
from koinon.doors.demo.network.steps import Network
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
from koinon.rooms.admissions.rules import rules_of_admission

LINK = re.compile(r"/apply/link/([\w-]+)/")


@dataclass(frozen=True, slots=True)
class DemoApplicant:
    """Who applies, and what it answers."""

    email: str
    details: Mapping[str, str]
    facts: Mapping[str, bool | str | None]
    figures: Mapping[str, Decimal | str | None] = field(default_factory=dict)


def _details(name: str, country: str, city: str, contact: str) -> dict[str, str]:
    return {"name": name, "country": country, "street": "2 Illustration Street", "city": city, "contact_name": contact}


NO_BRANCH: Mapping[str, bool | str | None] = {
    "level": "national",
    "legal_form": "other",
    "worker_cooperatives": False,
    "social_cooperatives": False,
}
APPLICANTS: Mapping[str, DemoApplicant] = {
    "atlantic": DemoApplicant(
        "maeve.byrne@atlantic-coops.example",
        _details("Atlantic Federation of Worker Cooperatives", "IE", "Galway", "Maeve Byrne"),
        {"level": "national", "worker_cooperatives": True, "cicopa": "joins_too"},
        {"cooperatives": Decimal(38), "turnover": Decimal(21_500_000)},
    ),
    "adriatic": DemoApplicant(
        "luka.horvat@adriatic-centre.example",
        _details("Adriatic Centre for New Cooperatives", "HR", "Rijeka", "Luka Horvat"),
        {**NO_BRANCH, "supports_creation": True, "cicopa": "joins_too"},
        {"nature": "non_financial"},
    ),
    "baltic": DemoApplicant(
        "anna.kask@baltic-agency.example",
        _details("Baltic Agency for Business Support", "EE", "Tallinn", "Anna Kask"),
        {**NO_BRANCH, "supports_creation": True, "cicopa": "joins_too"},
        {"nature": "non_financial"},
    ),
}


def _applicant(network: Network, key: str) -> DemoApplicant:
    """Who applies under a key: somebody on their way, or a member of today as it came."""
    if key in APPLICANTS:
        return APPLICANTS[key]
    member = network.members[key]
    contact, email = register.contact_of(member)
    street, postal_code, city = member.address
    details = {
        "name": member.name,
        "country": member.country,
        "street": street,
        "postal_code": postal_code,
        "city": city,
        "contact_name": contact,
    }
    figures = {figure.basis: figure.amount for figure in network.figures(key)}
    return DemoApplicant(email, details, member.facts, figures)


@cache
def _blank_paper() -> bytes:
    """One empty page: what stands in an invented applicant's papers is nobody's business to invent."""
    written, paper = io.BytesIO(), pikepdf.new()
    paper.add_blank_page()
    paper.save(written)
    return written.getvalue()


def apply(network: Network, keys: Sequence[str]) -> None:
    """Applicants ask for a link, come in by it, answer everything, send their papers and submit."""
    for key in keys:
        applicant, access = _applicant(network, key), new_secret()
        sent = send_link(actor=_stranger(network), email=applicant.email)
        letter = payload_of(OutboxMessage.objects.get(subject=sent.link))
        link = LINK.search(letter["text"])
        if link is None:
            raise ValueError(f"the letter to {applicant.email} holds no link")
        open_link(actor=_stranger(network), link=link[1], access=access, invented=True)
        answers = Answers(applicant.details, applicant.facts, applicant.figures)
        # The figures are asked for once the answers have led to a category.
        for given in (Answers(answers.details, answers.facts), answers):
            save_draft(actor=_stranger(network), access=access, answers=given, seen_version=_row(network, key).version)
        _rulebook, rules = rules_of_admission(network.calendar.today)
        for item in rules.papers_for(_row(network, key).category):
            upload = Upload(item.key, f"{item.key}, invented for the demo.pdf", _blank_paper())
            attach_paper(actor=_stranger(network), access=access, upload=upload)
        submit_application(actor=_stranger(network), access=access, seen_version=_row(network, key).version)
    network.calendar.deliver()


def take_up(network: Network, keys: Sequence[str]) -> None:
    """The membership officer takes applications up."""
    for key in keys:
        row = _row(network, key)
        take_up_review(actor=_officer(network), application=row.public_id, seen_version=row.version)
    network.calendar.deliver()


def prepare(network: Network, keys: Sequence[str]) -> None:
    """The membership officer finds everything in order and lays applications before the Board."""
    _rulebook, rules = rules_of_admission(network.calendar.today)
    for key in keys:
        row = _row(network, key)
        for item in rules.items_for(row.category):
            mark_item(
                actor=_officer(network),
                application=row.public_id,
                item=item.key,
                in_order=True,
                seen_version=row.version,
            )
        prepare_for_board(actor=_officer(network), application=row.public_id, seen_version=row.version)


def admit(network: Network, keys: Sequence[str]) -> None:
    """The Board admits applicants; whoever wrote for them is their contact, and their other people are named."""
    day = network.calendar.today
    for key in keys:
        row, member = _row(network, key), network.members[key]
        verdict = Verdict(True, DecisionReference("Board", day, f"B{day.year}/{member.short_name}"))
        record_board_decision(
            actor=_officer(network), application=row.public_id, verdict=verdict, seen_version=row.version
        )
        row.refresh_from_db()
        assert row.organisation is not None
        assert row.membership is not None
        network.organisations[key] = row.organisation.public_id
        network.memberships[key] = row.membership.public_id
        network.people[key] = register.name_people(network.calendar, member, row.organisation.public_id, None)
    network.calendar.deliver()


def refuse(network: Network, keys: Sequence[str], reasons: str) -> None:
    """The Board refuses applications."""
    day = network.calendar.today
    for key in keys:
        row = _row(network, key)
        verdict = Verdict(False, DecisionReference("Board", day, f"B{day.year}/{key}"), reasons)
        record_board_decision(
            actor=_officer(network), application=row.public_id, verdict=verdict, seen_version=row.version
        )
    network.calendar.deliver()


def _row(network: Network, key: str) -> Application:
    return Application.objects.get(email=_applicant(network, key).email)


def _officer(network: Network) -> Actor:
    return network.office("membership")


def _stranger(network: Network) -> Actor:
    """An applicant has no account: nobody the house knows, now."""
    return anonymous_actor(network.calendar.house().at, DOOR)
