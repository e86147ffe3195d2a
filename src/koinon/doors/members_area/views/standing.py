"""How we stand: the sentence, what needs you, what you may do, your record; and the way to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from koinon.core.actors import Actor
from koinon.core.permissions import MANDATES
from koinon.doors.members_area import sentences
from koinon.doors.members_area.claims import Shown, claims_of, declared_words
from koinon.doors.members_area.coming import Coming
from koinon.doors.members_area.declaring import Declaring, declarations_of, fee_with
from koinon.doors.members_area.naming import Naming
from koinon.doors.members_area.people import speakers
from koinon.doors.members_area.reading import Reading, Task
from koinon.doors.members_area.seats import seats_of_member
from koinon.doors.members_area.tasks import steps_of, tasks_of
from koinon.doors.members_area.visit import DOOR, Visit, about_organisation, for_members, visit_to
from koinon.doors.members_area.welcome import FirstWeeks, first_weeks, is_new
from koinon.doors.shared.belonging import belonging
from koinon.doors.shared.entrance import actor_of
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.declarations.queries import IN_FORCE
from koinon.rooms.dues.queries import standing_of, standings
from koinon.rooms.memberships.queries import running_on, visible_memberships
from koinon.rooms.organisations.models import Confederation
from koinon.rooms.organisations.queries import confederation, visible_organisations
from koinon.rooms.rulebook.queries import Adopted, adopted_rules, rulebook_in_force
from koinon.statutes.entitlements import entitlements
from koinon.statutes.rulebook import NoRuleInForce, Rulebook
from koinon.statutes.standing import Standing

LATEST = 3


@for_members
def home(request: HttpRequest) -> HttpResponse:
    """The only organisation one speaks for; a choice of several; a kind word to who speaks for none."""
    actor = actor_of(request, DOOR)
    held = visible_organisations(actor).filter(public_id__in=actor.mandates)
    organisations = list(held.order_by("name", "id"))
    if not organisations:
        return render(request, "members/nobody.html", {"staff": actor.is_staff, "seats": bool(actor.bodies)})
    if len(organisations) == 1:
        return _at_home(visit_to(request, organisations[0].public_id))
    faces = _faces(actor)
    rows = [
        {
            "organisation": organisation,
            "roles": [MANDATES[role] for role in MANDATES if role in actor.mandates[organisation.public_id]],
            "face": faces.get(organisation.public_id, "not_member"),
        }
        for organisation in organisations
    ]
    return render(request, "members/choice.html", {"rows": rows})


def _at_home(visit: Visit) -> HttpResponse:
    """How we stand; for a new member that has not begun yet, where it begins."""
    begins = is_new(visit) and not weeks_of(gathered(visit)).begun
    return redirect(visit.url("welcome" if begins else "standing"))


def _faces(actor: Actor) -> dict[UUID, str]:
    """How each of one's own organisations stands, for the choice between them."""
    rulebook = _rules(actor)
    if rulebook is None:
        return {}
    own = visible_memberships(actor).filter(organisation__public_id__in=actor.mandates)
    members = list(running_on(own, actor.today))
    found = standings(rulebook, members, actor.today)
    return {member.organisation.public_id: found[member.pk].key for member in members}


def _rules(actor: Actor) -> Rulebook | None:
    try:
        return rulebook_in_force(actor.today)
    except NoRuleInForce:
        return None


@dataclass(frozen=True, slots=True)
class Gathered:
    """What stands on record of one organisation, and what follows from it for this visit."""

    rulebook: Rulebook | None
    house: Confederation | None
    declarations: Sequence[Declaration]
    reading: Reading
    stands: "Stands | None"
    current: Declaring | None
    year: Mapping[str, Any]
    tasks: list[Task]


def gathered(visit: Visit) -> Gathered:
    """Look the records up, once for all that a page says by them."""
    adopted, house = adopted_rules(), confederation()
    rulebook = adopted.on(visit.actor.today)
    claims = claims_of(visit.actor, visit.organisation)
    rows = declarations_of(visit, visit.membership) if visit.membership else []
    years = _years(visit, adopted, rows, claims)
    current = next((one for one in years if one.year == visit.actor.today.year), None)
    year = _this_year(current, claims) if current and not current.opens_later else {}
    stands = _stands(visit, rulebook)
    email, votes = house.email if house else "", stands is not None and stands.may_vote
    reading = Reading(visit, years, claims, Naming(visit, rulebook), Coming(visit, rulebook), email, votes)
    tasks = tasks_of(reading, adopted, year.get("fee"))
    return Gathered(rulebook, house, rows, reading, stands, current, year, tasks)


def weeks_of(found: Gathered) -> FirstWeeks:
    """The first weeks of a new member, by what stands on record."""
    return first_weeks(found.reading, found.current, found.tasks)


@about_organisation
def standing(visit: Visit) -> HttpResponse:
    """How one organisation stands today."""
    found = gathered(visit)
    return visit.show(
        "standing",
        "standing.html",
        {
            **rights_of(visit, found),
            "coming": found.reading.coming.shown,
            **found.year,
            "belonging": belonging(visit.actor, visit.membership, found.rulebook),
            "first_weeks": weeks_of(found) if is_new(visit) else None,
            "today": visit.actor.today,
            "confederation": found.house,
            "tasks": found.tasks,
            "claims": found.reading.claims[:LATEST],
            "declared": [row for row in found.declarations if row.state in IN_FORCE][:LATEST],
            "speakers": speakers(visit, found.reading.naming.speaking),
            "seats": seats_of_member(visit, found.rulebook),
        },
    )


@dataclass(frozen=True, slots=True)
class Stands:
    """How a running member stands, and what it may do."""

    standing: Standing
    verdicts: sentences.Verdicts

    @property
    def may_vote(self) -> bool:
        """Whether it may vote as it stands."""
        return sentences.VOTE in self.verdicts and self.verdicts[sentences.VOTE].granted


def _stands(visit: Visit, rulebook: Rulebook | None) -> Stands | None:
    """How the organisation stands; None for one that is no member today."""
    member, today = visit.membership, visit.actor.today
    if rulebook is None or member is None or not member.runs_on(today):
        return None
    standing = standing_of(rulebook, member, today)
    return Stands(standing, entitlements(rulebook, member.category, standing))


def rights_of(visit: Visit, found: Gathered) -> dict[str, Any]:
    """What stands at the top, its account, and the rights that follow."""
    name, member, rulebook, today = visit.organisation.name, visit.membership, found.rulebook, visit.actor.today
    if rulebook is None or member is None or found.stands is None:
        return {"sentence": sentences.absence_sentence(name, member, today), "face": ("not_member", "")}
    stands, verdicts = found.stands.standing, found.stands.verdicts
    currency, votes = rulebook.confederation.currency, found.reading.coming.votes
    return {
        "sentence": sentences.standing_sentence(name, stands, verdicts, currency, votes),
        "face": sentences.standing_face(stands, verdicts),
        "account": sentences.standing_account(stands, member),
        "rights": sentences.rights(rulebook, verdicts, stands),
        "category": rulebook.categories[member.category],
        "criterion": rulebook.criteria.get(member.criterion),
    }


def _years(visit: Visit, adopted: Adopted, rows: Sequence[Declaration], claims: Sequence[Shown]) -> list[Declaring]:
    """This year's figures; and last year's, where rules stood then and nothing was declared or claimed."""
    member, today = visit.membership, visit.actor.today
    if member is None:
        return []
    settled = {row.year for row in rows if row.state in IN_FORCE} | {claim.row.year for claim in claims}
    last = member.ends_on.year if member.ends_on else today.year
    wanted = [today.year, *({today.year - 1} - settled)]
    years = [year for year in wanted if member.starts_on.year <= year <= last]
    found = {year: rules for year in years if (rules := adopted.for_year(year)) is not None}
    return [Declaring.among(visit, member, year, rules, rows) for year, rules in found.items()]


def _this_year(standing: Declaring, claims: Sequence[Shown]) -> dict[str, Any]:
    """Where the fee of this year has got to, and its account: as invoiced, else as it follows from what is known."""
    issued = [claim for claim in claims if claim.row.year == standing.year and claim.row.state in ("issued", "paid")]
    invoiced = next((claim for claim in issued if claim.claims), None)
    fee = None if invoiced else fee_with(standing, {})
    known = standing.in_force is not None or not standing.asked
    return {
        "year": standing.year,
        "steps": steps_of(standing, claims),
        "fee": fee,
        "fee_account": invoiced.row.explanation if invoiced else fee if known else None,
        "fee_sources": declared_words(standing.in_force),
    }
