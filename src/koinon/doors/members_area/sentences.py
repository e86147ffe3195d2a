"""How a member stands, said in a sentence, accounted for line by line, with what it may do and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from babel.lists import format_list
from django.utils.translation import gettext as _

from koinon.doors.shared import accounts, words
from koinon.rooms.memberships.models import Membership
from koinon.statutes.entitlements import EntitlementVerdict
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.standing import Standing

# The entitlement that the sentence speaks of, where the rulebook has it.
VOTE = "vote"
Verdicts = Mapping[str, EntitlementVerdict]


def standing_sentence(name: str, standing: Standing, verdicts: Verdicts, currency: str, votes: str = "") -> str:
    """How a member stands, in one sentence; `votes` is how it votes in the meeting that comes, where one does."""
    vote = verdicts[VOTE].outcome if VOTE in verdicts else ""
    said = {"name": name, "amount": words.money(standing.outstanding, currency), "votes": votes}
    if standing.key == "good":
        if vote == "granted":
            if votes:
                return _("%(name)s is in good standing and %(votes)s.") % said
            return _("%(name)s is in good standing and may vote.") % said
        if vote == "not_in_category":
            return _("%(name)s is in good standing and takes part without a vote.") % said
        return _("%(name)s is in good standing.") % said
    return _owing_sentence(standing, verdicts, vote) % said


def _owing_sentence(standing: Standing, verdicts: Verdicts, vote: str) -> str:
    if vote == "withheld":
        return _("%(name)s may not vote until %(amount)s is paid.")
    if withheld(verdicts):
        return _("%(name)s is without some of its rights until %(amount)s is paid.")
    if any(verdict.status == "waived" for verdict in standing.claims):
        return _("%(name)s owes %(amount)s and keeps all its rights by a recorded decision.")
    return _("%(name)s owes %(amount)s that is overdue, and keeps all its rights.")


def absence_sentence(name: str, membership: Membership | None, today: date) -> str:
    """What there is to say of an organisation that is no member today."""
    if membership is not None and membership.starts_on > today:
        day = words.long_date(membership.starts_on)
        return _("%(name)s will be a member from %(day)s.") % {"name": name, "day": day}
    if membership is not None and membership.ends_on is not None:
        day = words.long_date(membership.ends_on)
        return _("%(name)s was a member until %(day)s.") % {"name": name, "day": day}
    return _("%(name)s is not a member.") % {"name": name}


def withheld(verdicts: Verdicts) -> list[EntitlementVerdict]:
    """What the category gives and the standing takes."""
    return [verdict for verdict in verdicts.values() if verdict.outcome == "withheld"]


def standing_face(standing: Standing, verdicts: Verdicts) -> tuple[str, str]:
    """State and label of the pill; a member that has nothing to lose is overdue, not suspended."""
    if standing.key == "suspended" and not withheld(verdicts):
        return "overdue", ""
    return standing.key, words.say(standing.label)


def standing_account(standing: Standing, membership: Membership) -> accounts.Account:
    """The account of a standing: the admission first, then each fee that is open."""
    account = accounts.standing_account(standing.as_data())
    admitted = accounts.AccountLine(
        label=_("Member since %(day)s") % {"day": words.long_date(membership.starts_on)},
        detail=_("decided by %(decision)s") % {"decision": membership.decision},
        state="admitted",
    )
    settled = accounts.AccountLine(label=_("Open fees"), value=_("None"))
    return replace(account, lines=[admitted, *(account.lines or [settled])])


@dataclass(frozen=True, slots=True)
class Right:
    """One thing membership may bring: what it is, whether this member has it, and why."""

    label: str
    summary: str
    outcome: str
    reason: str


def rights(rulebook: Rulebook, verdicts: Verdicts, standing: Standing) -> list[Right]:
    """All entitlements: what is withheld first, then what is granted, last what is of other categories."""
    order = ["withheld", "granted", "not_in_category"]
    shown = [_right(rulebook, verdict, standing) for verdict in verdicts.values()]
    return sorted(shown, key=lambda right: order.index(right.outcome))


def _right(rulebook: Rulebook, verdict: EntitlementVerdict, standing: Standing) -> Right:
    return Right(
        label=words.say(verdict.label),
        summary=words.say(rulebook.entitlements[verdict.key].summary),
        outcome=verdict.outcome,
        reason=_reason(rulebook, verdict, standing),
    )


def _reason(rulebook: Rulebook, verdict: EntitlementVerdict, standing: Standing) -> str:
    if verdict.reason == "standing":
        amount = words.money(standing.outstanding, rulebook.confederation.currency)
        return _("Comes back as soon as %(amount)s is paid.") % {"amount": amount}
    if verdict.reason == "protected":
        return _("Stays yours whatever is owed.")
    if verdict.reason == "not_member":
        return _("Belongs to members.")
    if verdict.outcome == "not_in_category":
        return _for_others(rulebook, rulebook.entitlements[verdict.key].categories)
    return ""


def _for_others(rulebook: Rulebook, categories: Sequence[str]) -> str:
    plurals = [words.say(rulebook.categories[key].plural) for key in categories]
    named = [plural[:1].lower() + plural[1:] for plural in plurals]
    return _("For %(categories)s.") % {"categories": format_list(named, locale=words.locale())}
