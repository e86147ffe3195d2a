"""Tasks: each comes from the records, is the same for a member and for the desk, and goes when its cause goes."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from koinon.core.models import JournalEntry, OutboxMessage
from koinon.doors.members_area.tasks import WORDS as TO_MEMBERS
from koinon.doors.secretariat.today import WORDS as AT_THE_DESK
from koinon.rooms.declarations.actions import save_draft
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.dues.actions import ask_for_quote, close_quote_request
from koinon.rooms.dues.so_far import late_by_year, year_so_far
from koinon.rooms.memberships.models import Membership
from koinon.rooms.organisations.actions import Enquiry, record_fact
from koinon.rooms.organisations.actions.facts import Source
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.people.actions import Invitee, Term, invite_person
from koinon.rooms.people.models import ContactConfirmation, Mandate, Person
from koinon.rooms.rulebook.actions import adopt_rulebook
from koinon.rooms.rulebook.queries import adopted_rules, rulebook_in_force
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Asked, Task
from koinon.rooms.tasks.fees import fee_tasks
from koinon.rooms.tasks.fits import fit_tasks
from koinon.rooms.tasks.kinds import Kind
from koinon.rooms.tasks.machine import machine_tasks
from koinon.rooms.tasks.queries import tasks_of_house, tasks_of_member, urgency_of
from tests import world as story
from tests.world import World

pytestmark = pytest.mark.django_db
MaxQueries = Callable[..., AbstractContextManager[CaptureQueriesContext]]
IN_TIME, LATE = date(2026, 3, 10), date(2026, 4, 20)
SPEAKERS = {
    "ours": "contact",
    "theirs": "their_contact",
    "associated": "associated_contact",
    "network": "network_contact",
}


def of_member(world: World, on: date = IN_TIME, member: str = "ours", who: str = "") -> dict[Kind, Task]:
    """What a member has to do on a day, as one of those who speak for it sees it."""
    actor = world.actor(who or SPEAKERS[member], on)
    return {task.kind: task for task in tasks_of_member(Asked(actor, adopted_rules(), world.organisations[member]))}


def of_house(world: World, on: date = IN_TIME, who: str = "membership") -> dict[Kind, Task]:
    """What the desk shows to one of the secretariat on a day."""
    return {task.kind: task for task in tasks_of_house(Asked(world.actor(who, on), adopted_rules()))}


def opens_in_february(world: World) -> None:
    """Adopt the same rules with a later first day of declaring."""
    texts = dict(story.published_texts())
    changed = texts["declarations.toml"].replace("opens = { month = 1,", "opens = { month = 2,")
    assert changed != texts["declarations.toml"]
    adopt_rulebook(
        actor=world.actor("system"),
        texts={**texts, "declarations.toml": changed},
        in_force_from=date(2026, 1, 1),
        decision=story.ASSEMBLY,
    )


# Nobody of the member is there to see them.
DESK_ALONE = (kinds.NAME_CONTACT, kinds.AWAIT_CONTACT)
ALL = [kind for kind in vars(kinds).values() if isinstance(kind, Kind)]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.key)
def test_every_kind_has_words_where_it_is_shown(kind: Kind) -> None:
    assert (kind.key in TO_MEMBERS) == (kind.owed_by == "member" and kind not in DESK_ALONE)
    assert (kind.key in AT_THE_DESK) == kind.desk


def test_keys_are_told_apart() -> None:
    assert len({kind.key for kind in ALL}) == len(ALL) > 20


@pytest.mark.parametrize("on", [date(2026, 1, 20), IN_TIME, LATE, date(2027, 1, 20), date(2027, 3, 1)], ids=str)
def test_what_members_owe_is_the_same_for_them_and_at_the_desk(published: World, on: date) -> None:
    """The desk's number is that of the members whose own page shows the task, whatever the day."""
    story.declared(published, "theirs")
    Organisation.objects.filter(public_id=published.organisations["theirs"]).update(street="", city="")
    Mandate.objects.filter(role="contact", person__email__startswith="network").update(ends_on=on + timedelta(days=20))
    shared = [kind for kind in ALL if kind.owed_by == "member" and kind.desk and kind is not kinds.ANSWER]
    own = [task for member in SPEAKERS for task in _tasks(published, on, member)]
    desk = tasks_of_house(Asked(published.actor("membership", on), adopted_rules()))
    for kind in shared:
        for year in (None, 2025, 2026, 2027):
            counted = sum(task.count for task in desk if (task.kind, task.year) == (kind, year))
            assert counted == sum(1 for task in own if (task.kind, task.year) == (kind, year)), (kind.key, year)
    assert any(task.kind in shared for task in own)


def _tasks(world: World, on: date, member: str) -> list[Task]:
    asked = Asked(world.actor(SPEAKERS[member], on), adopted_rules(), world.organisations[member])
    return tasks_of_member(asked)


def test_figures_are_asked_for_from_the_day_the_window_opens(published: World) -> None:
    opens_in_february(published)
    assert kinds.DECLARE not in of_member(published, date(2026, 1, 31))
    assert kinds.DECLARE in of_member(published, date(2026, 2, 1))
    task = of_member(published)[kinds.DECLARE]
    assert (task.year, task.due_on, task.late) == (2026, date(2026, 3, 31), False)
    assert of_member(published, LATE)[kinds.DECLARE].late
    story.declared(published)
    assert kinds.DECLARE not in of_member(published, LATE)


def test_who_declares_nothing_is_not_asked(published: World) -> None:
    assert kinds.DECLARE not in of_member(published, LATE, "associated")


def test_a_year_that_was_forgotten_is_asked_for_the_year_after(published: World) -> None:
    day = date(2027, 1, 5)
    own = [task for task in _tasks(published, day, "ours") if task.kind is kinds.DECLARE]
    assert [(task.year, task.late) for task in own] == [(2026, True), (2027, False)]
    desk = tasks_of_house(Asked(published.actor("membership", day), adopted_rules()))
    first = next(task for task in desk if task.kind is kinds.DECLARE)
    assert (first.year, first.count, first.urgency) == (2026, 3, "today")
    story.issued(published, on=day)
    assert [task.year for task in _tasks(published, day, "ours") if task.kind is kinds.DECLARE] == [2027]


def test_no_year_is_asked_by_rules_that_came_later(published: World) -> None:
    """The rules stand since January 2026: nothing of 2025 is asked."""
    assert of_member(published)[kinds.DECLARE].year == 2026


def test_a_correction_that_was_begun_and_an_estimate_that_stands_in(published: World) -> None:
    story.declared(published)
    assert not {kinds.SEND_CORRECTION, kinds.REPLACE_ESTIMATE} & set(of_member(published))
    Declaration.objects.update(kind=Declaration.Kind.ESTIMATE)
    assert kinds.REPLACE_ESTIMATE in of_member(published)
    save_draft(
        actor=published.actor("contact", IN_TIME),
        membership=published.memberships["ours"],
        year=2026,
        figures=list(story.FIGURES["ours"]),
    )
    found = of_member(published)
    assert kinds.SEND_CORRECTION in found
    assert kinds.REPLACE_ESTIMATE not in found
    assert kinds.SEND_CORRECTION not in of_house(published)


def test_an_invoice_is_to_be_paid_until_all_of_it_is(published: World) -> None:
    invoice = story.issued(published)
    task = of_member(published, LATE)[kinds.PAY]
    assert (task.record, task.due_on, task.late) == (invoice, story.DUE, False)
    assert of_member(published, story.REMINDING)[kinds.PAY].late
    assert kinds.PAY not in of_member(published, LATE, "theirs")
    story.pay(published, invoice)
    assert kinds.PAY not in of_member(published, story.PAYING)


def test_an_address_is_asked_for_once_it_is_missing(published: World) -> None:
    assert kinds.COMPLETE_ADDRESS not in of_member(published)
    Organisation.objects.filter(public_id=published.organisations["ours"]).update(street="", city="")
    assert kinds.COMPLETE_ADDRESS in of_member(published)
    assert of_house(published)[kinds.COMPLETE_ADDRESS].names == ["Förbundet Arbetskooperation"]


def test_contacts_are_confirmed_within_the_time_of_the_rulebook(published: World) -> None:
    assert kinds.CONFIRM_CONTACTS not in of_member(published)
    assert kinds.CONFIRM_CONTACTS in of_member(published, date(2027, 2, 1))
    ContactConfirmation.objects.all().delete()
    assert of_house(published)[kinds.CONFIRM_CONTACTS].count == 4


def test_a_contact_who_may_not_sign_in_confirms_nothing(published: World) -> None:
    later = date(2027, 2, 1)
    assert kinds.CONFIRM_CONTACTS in of_member(published, later, who="membership")
    held = Mandate.objects.filter(role="contact", subject=published.organisations["ours"])
    Person.objects.filter(pk__in=held.values("person")).update(is_active=False)
    assert kinds.CONFIRM_CONTACTS not in of_member(published, later, who="membership")
    assert kinds.NAME_CONTACT in of_house(published)


def test_a_member_without_contact_is_the_desks_to_ring(published: World) -> None:
    Mandate.objects.filter(role="contact", subject=published.organisations["theirs"]).update(ends_on="2026-02-01")
    task = of_house(published)[kinds.NAME_CONTACT]
    assert (task.count, task.names, task.urgency) == (1, ["Confédération des coopératives de travail"], "today")
    assert task.record == published.organisations["theirs"]
    assert kinds.AWAIT_CONTACT not in of_house(published)


def test_once_somebody_is_asked_to_be_the_contact_their_answer_is_waited_for(published: World) -> None:
    theirs = published.organisations["theirs"]
    Mandate.objects.filter(role="contact", subject=theirs).update(ends_on="2026-02-01")
    for role in ("delegate", "contact"):
        invite_person(
            actor=published.actor("membership", IN_TIME),
            organisation=theirs,
            invitee=Invitee("Žofie Nováková", "zofie@example.org"),
            term=Term(role, IN_TIME),
        )
        assert (kinds.NAME_CONTACT in of_house(published)) == (role == "delegate"), "only the contact's counts"
    task = of_house(published)[kinds.AWAIT_CONTACT]
    assert (task.count, task.record, task.urgency) == (1, theirs, "waiting")
    later = of_house(published, IN_TIME + timedelta(days=31))
    assert kinds.NAME_CONTACT in later, "an invitation whose time ran out is none"
    assert kinds.AWAIT_CONTACT not in later


def test_who_joined_after_the_time_to_declare_is_late_with_nothing(published: World) -> None:
    late, joined = date(2026, 5, 4), date(2026, 4, 20)
    Membership.objects.filter(pk=published.membership("ours").pk).update(starts_on=joined)
    task = of_member(published, late)[kinds.DECLARE]
    assert (task.due_on, task.late) == (None, False)
    theirs = of_house(published, late)[kinds.DECLARE]
    assert (theirs.late, theirs.due_on) == (True, date(2026, 3, 31))
    Membership.objects.exclude(organisation__public_id=published.organisations["ours"]).update(starts_on=joined)
    assert not of_house(published, late)[kinds.DECLARE].late


def test_a_mandate_that_ends_asks_for_who_follows(published: World) -> None:
    ends_on = IN_TIME + timedelta(days=10)
    mine = Mandate.objects.get(role="contact", subject=published.organisations["ours"], ends_on=None)
    Mandate.objects.filter(pk=mine.pk).update(ends_on=ends_on)
    task = of_member(published)[kinds.NAME_SUCCESSOR]
    assert (task.record, task.due_on) == (mine.public_id, ends_on)
    assert of_house(published)[kinds.NAME_SUCCESSOR].record == published.organisations["ours"]
    follower = Mandate.objects.create(
        person=published.person("stranger"),
        over="organisation",
        subject=mine.subject,
        role="contact",
        starts_on=ends_on + timedelta(days=1),
    )
    assert kinds.NAME_SUCCESSOR not in of_member(published)
    assert kinds.NAME_SUCCESSOR not in of_house(published)
    Mandate.objects.filter(pk=follower.pk).update(starts_on=ends_on + timedelta(days=2))
    assert kinds.NAME_SUCCESSOR in of_member(published), "a day without anybody is a gap"


def test_who_votes_needs_a_delegate_and_who_does_not_is_not_asked(published: World) -> None:
    assert kinds.NAME_DELEGATE in of_member(published, member="theirs")
    assert kinds.NAME_DELEGATE not in of_member(published, member="network")
    assert kinds.NAME_DELEGATE not in of_member(published)
    assert kinds.NAME_FINANCE_CONTACT in of_member(published, member="network")
    assert kinds.NAME_FINANCE_CONTACT not in of_member(published)


def test_who_may_not_see_is_shown_nothing(published: World) -> None:
    story.issued(published)
    assert not of_member(published, LATE, "ours", "their_contact")
    assert not of_member(published, LATE, "ours", "stranger")
    assert not of_house(published, who="stranger")
    assert not of_house(published, who="contact")
    assert set(of_house(published, who="technician")) <= {kinds.DELIVER, kinds.SEAL}


def test_one_question_to_the_database_for_each_side(published: World, max_queries: MaxQueries) -> None:
    adopted = adopted_rules()
    assert adopted.on(LATE), "read once, whatever is asked afterwards"
    actor, officer = published.actor("contact", LATE), published.actor("membership", LATE)
    with max_queries(1):
        tasks_of_member(Asked(actor, adopted, published.organisations["ours"]))
    with max_queries(1):
        tasks_of_house(Asked(officer, adopted))


def test_fees_wait_for_each_step_in_turn(published: World) -> None:
    def waiting(on: date) -> set[Kind]:
        asked = Asked(published.actor("treasurer", on), adopted_rules())
        rules = asked.rulebook
        so_far = year_so_far(asked.actor, 2026, rules, rules)
        return {task.kind for task in fee_tasks(asked, so_far, late_by_year(asked.actor, rules))}

    story.declared(published)
    assert kinds.COMPUTE_FEES in waiting(IN_TIME)
    story.proposed(published, on=story.APPROVING)
    assert kinds.APPROVE in waiting(story.APPROVING)
    story.approved(published, "theirs")
    assert kinds.ISSUE in waiting(story.APPROVING)
    story.issued(published, "network")
    assert kinds.AWAIT_PAYMENT in waiting(LATE)
    assert kinds.REMIND not in waiting(LATE)
    assert kinds.REMIND in waiting(date(2026, 5, 20))


def test_members_that_no_longer_fit_and_those_of_whom_nobody_can_tell(published: World) -> None:
    found = {task.kind: task for task in fit_tasks(Asked(published.actor("membership"), adopted_rules()))}
    assert found[kinds.ASK_FOR_FACTS].count == 4
    assert not list(fit_tasks(Asked(published.actor("stranger"), adopted_rules())))


def test_what_the_machine_could_not_do(published: World) -> None:
    JournalEntry.objects.update(recorded_at=story.moment(date(2020, 1, 1)))
    waiting = JournalEntry.objects.filter(position=None).count()
    OutboxMessage.objects.all().delete()
    found = {task.kind: task.count for task in machine_tasks()}
    assert found == ({kinds.SEAL: waiting} if waiting else {})


def test_what_is_late_or_near_moves_up() -> None:
    today = date(2026, 3, 30)
    assert urgency_of(kinds.DECLARE, None, today) == "waiting"
    assert urgency_of(kinds.DECLARE, date(2026, 4, 30), today) == "waiting"
    assert urgency_of(kinds.DECLARE, date(2026, 4, 6), today) == "week"
    assert urgency_of(kinds.DECLARE, date(2026, 3, 29), today) == "today"
    assert urgency_of(kinds.REPLACE_DOCUMENT, date(2020, 1, 1), today) == "week"
    assert urgency_of(replace(kinds.NAME_CONTACT), date(2030, 1, 1), today) == "today"


def test_before_the_first_rules_nothing_of_theirs_is_asked(world: World) -> None:
    asked = Asked(world.actor("contact", date(2025, 6, 1)), adopted_rules(), world.organisations["ours"])
    assert asked.rulebook is None
    assert kinds.DECLARE not in {task.kind for task in tasks_of_member(asked)}
    assert rulebook_in_force(date(2026, 6, 1)).confederation.currency == "EUR"


def test_members_are_judged_once_until_something_is_done(published: World, max_queries: MaxQueries) -> None:
    def asked(on: date = IN_TIME) -> Asked:
        return Asked(published.actor("membership", on), adopted_rules())

    before = {task.kind: task.count for task in fit_tasks(asked())}
    again = asked()
    with max_queries(2):
        assert {task.kind: task.count for task in fit_tasks(again)} == before
    for key in ("worker_cooperatives", "social_cooperatives"):
        record_fact(
            actor=published.actor("membership", IN_TIME),
            organisation=published.organisations["ours"],
            key=key,
            value=False,
            source=Source("letter", IN_TIME),
        )
    after = {task.kind: task.count for task in fit_tasks(asked())}
    assert after != before
    assert not list(fit_tasks(Asked(published.actor("contact"), adopted_rules(), published.organisations["ours"])))


def test_who_asks_for_a_quote_waits_for_those_who_send_them(published: World) -> None:
    assert kinds.ANSWER_REQUEST not in of_house(published)
    for organisation in ("Zveza zadrug", ""):
        enquiry = Enquiry("Ana Novak", "ana@zveza.example", "quote", "What would it cost us?", organisation)
        request = ask_for_quote(actor=published.actor("nobody", IN_TIME), enquiry=enquiry).request
    task = of_house(published)[kinds.ANSWER_REQUEST]
    assert (task.count, sorted(task.names)) == (2, ["Ana Novak", "Zveza zadrug"])
    assert kinds.ANSWER_REQUEST not in of_house(published, who="auditor")
    close_quote_request(actor=published.actor("membership", IN_TIME), request=request)
    assert of_house(published)[kinds.ANSWER_REQUEST].names == ["Zveza zadrug"]
