"""The parts one can play in the demo: who it is, and what they can look at."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from koinon.doors.demo.cast import Part
from koinon.doors.demo.network import story
from koinon.doors.demo.network.steps import Network


@dataclass(frozen=True, slots=True)
class Playable:
    """A part: its name in words, what there is to see in it, whose member's person plays it and in which role."""

    label: str | Promise
    shows: str | Promise
    member: str = ""
    role: str = ""


STAFF = {
    "secretary_general": Playable(
        _("secretary general"),
        _("The whole desk: what needs a hand today, and the invoices that the treasurer approved, to be issued."),
    ),
    "membership": Playable(
        _("membership officer"),
        _("Members and their records, declarations that came in, fees to be computed, reminders to be sent."),
    ),
    "treasurer": Playable(
        _("treasurer"),
        _("Fees to be approved, payments to be recorded, an estimate for the member that never declared."),
    ),
    "policy": Playable(
        _("policy officer"), _("The library to keep, and the desk to read: organisations, declarations, dues.")
    ),
    "communications": Playable(
        _("communications officer"), _("The pages of the website, the library, and the desk to read.")
    ),
    "auditor": Playable(_("auditor"), _("Everything, and nothing to press: the journal and its seals among it.")),
    "technician": Playable(_("technician"), _("The machine, the rulebook and the journal, and no member's record.")),
}
MEMBERS = {
    "member_contact": Playable(
        _("member's contact"),
        _("How the federation stands, and its figures of this year, begun and not yet sent."),
        story.CASES["draft"],
        "contact",
    ),
    "member_finance": Playable(
        _("member's finance contact"),
        _("The same federation, with its invoices and receipts."),
        story.CASES["draft"],
        "finance_contact",
    ),
    "member_delegate": Playable(
        _("member's delegate"),
        _("The same federation, as its delegate sees it."),
        story.CASES["draft"],
        "delegate",
    ),
    "new_contact": Playable(
        _("contact of a new member"),
        _("Admitted this spring until the Assembly confirms it: what comes first, and what membership brings."),
        story.CASES["admitted_this_year"],
        "contact",
    ),
    "arrears_contact": Playable(
        _("contact of a member in arrears"),
        _("A fee that is overdue and was reminded: the vote is suspended until it is paid."),
        story.CASES["in_arrears"],
        "contact",
    ),
    "waived_contact": Playable(
        _("contact of a member with a waiver"),
        _("Last year's fee is open, but the Board let the federation keep its vote."),
        story.CASES["waived"],
        "contact",
    ),
    "group_contact": Playable(
        _("contact of a European group"),
        _("A fee that the rules leave open, and what is asked of whom."),
        story.CASES["fee_unknown"],
        "contact",
    ),
    "network_contact": Playable(
        _("contact of a network affiliate"),
        _("A fee that is a share of the budget, and rights without a vote."),
        "tutkimus",
        "contact",
    ),
}
PLAYABLE = {**STAFF, **MEMBERS}


def parts(network: Network) -> tuple[Part, ...]:
    """The people of a network who play the parts, with the ids of their sign-in links."""
    staff = [(key, network.staff[key], "") for key in STAFF]
    members = [
        (key, network.people[part.member][part.role], network.members[part.member].name)
        for key, part in MEMBERS.items()
    ]
    return tuple(
        Part(key, str(PLAYABLE[key].label), person.name, organisation, str(person.public_id))
        for key, person, organisation in [*staff, *members]
    )
