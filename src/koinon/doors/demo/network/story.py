"""What happened in the demo's network, day by day, up to its today.

The year before ran its whole course; this year is in the middle of it, so that each case can be met:
see `CASES` for who stands for what.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from koinon.doors.demo.network import applicants, assembly, boards, library, minutes, plans, steps

TODAY = (4, 14)

CASES: Mapping[str, str] = {
    "paid": "lega",
    "part_paid": "partilhado",
    "in_arrears": "partage",
    "overdue_not_reminded": "catalana",
    "waived": "uniunea",
    "reissued": "vasca",
    "admitted_this_year": "zveza",
    "asked_for_a_quote": "zveza",
    "contact_expired": "forbund",
    "contacts_unconfirmed": "partage",
    "invited": "verkstad",
    "approved": "ateliers",
    "proposed": "obsht_trud",
    "submitted_late": "zwiazek",
    "unit_slip": "svaz",
    "fee_unknown": "groupe",
    "draft": "verkstad",
    "not_declared": "szovetseg",
    "national_currency": "verkstad",
    "no_longer_fits": "tutkimus",
    "left_the_board": "liitto",
}
# Last day of the contact's mandate, in this year.
CONTACTS_UNTIL = {"forbund": (3, 31)}

FIRST = "lega verbund workshops stiftung partage"
SECOND = "unione shared_work catalana tutkimus"
THIRD = "confederacion liitto partilhado fundacja forbund zveza uniunea"
OLD_MEMBERS = (
    "lega unione fondo confederacion catalana vasca cuidados ateliers partage artisans shared_work verbund stiftung"
    " zwiazek fundacja liitto tutkimus partilhado verkstad svaz forbund obsht_trud uniunea szovetseg workshops"
)
DECLARED_EARLY = "lega confederacion ateliers verbund workshops stiftung vasca"
DECLARED_LATER = "unione catalana partage shared_work liitto verkstad tutkimus fundacja"
DECLARED_LAST = "zwiazek partilhado svaz forbund obsht_trud uniunea"
PAID_EARLY = "lega unione fondo confederacion cuidados ateliers shared_work verbund stiftung liitto verkstad workshops"
PAID_LATER = "vasca partage artisans zwiazek fundacja tutkimus partilhado svaz forbund obsht_trud szovetseg"


@dataclass(frozen=True, slots=True)
class Event:
    """One step on one day, for some members."""

    years_ago: int
    month: int
    day: int
    step: steps.Step
    members: tuple[str, ...]
    details: Mapping[str, Any] = field(default_factory=dict)


def _then(month: int, day: int, step: steps.Step, members: str, **details: Any) -> Event:
    """A step of the year before."""
    return Event(1, month, day, step, tuple(members.split()), details)


def _now(month: int, day: int, step: steps.Step, members: str, **details: Any) -> Event:
    """A step of this year."""
    return Event(0, month, day, step, tuple(members.split()), details)


YEAR_BEFORE = (
    _then(1, 5, steps.join, OLD_MEMBERS),
    _then(1, 12, boards.take_over, ""),
    _then(1, 20, steps.declare, DECLARED_EARLY),
    _then(2, 2, steps.confirm, OLD_MEMBERS),
    _then(2, 18, steps.declare, DECLARED_LATER),
    _then(3, 20, steps.declare, DECLARED_LAST),
    _then(
        4, 10, steps.estimate, "szovetseg",
        reason="No declaration after two letters; figures of its published report, carried forward.",
    ),
    _then(4, 8, assembly.plan, "", on=(5, 22), elections=True),
    _then(4, 13, assembly.agree_on_agenda, ""),
    _then(4, 14, steps.propose, OLD_MEMBERS),
    _then(4, 15, steps.approve, OLD_MEMBERS),
    _then(4, 16, steps.issue, OLD_MEMBERS),
    _then(4, 16, plans.draft, ""),
    _then(4, 17, assembly.call, ""),
    _then(4, 28, assembly.name_delegates, "lega ateliers cuidados artisans zwiazek verkstad szovetseg"),
    _then(5, 6, steps.pay, PAID_EARLY),
    _then(5, 12, assembly.give_proxies, "", pairs={**assembly.PROXIES, **assembly.TAKEN_BACK}),
    _then(5, 15, steps.pay, PAID_LATER),
    _then(5, 22, assembly.hold, ""),
    _then(5, 26, steps.adopt_rules, ""),
    _then(5, 27, boards.elect_anew, ""),
    _then(6, 2, steps.send_reminders, "catalana uniunea"),
    _then(6, 11, minutes.keep, ""),
    _then(6, 23, steps.pay, "catalana"),
    _then(7, 2, steps.send_reminders, "uniunea"),
    _then(8, 17, steps.send_reminders, "uniunea"),
    _then(
        9, 24, steps.waive, "uniunea",
        reason="The fee is paid in instalments after the flood in the federation's workshops.",
    ),
    _then(10, 20, steps.join, "groupe"),
)  # fmt: skip

THIS_YEAR = (
    _now(1, 12, library.fill_library, ""),
    _now(1, 12, applicants.apply, "baltic"),
    _now(1, 14, applicants.take_up, "baltic"),
    _now(1, 15, steps.declare, FIRST),
    _now(1, 16, steps.declare, "vasca", cooperatives=1_560, note="Counted anew after the merger of two registers."),
    _now(1, 26, steps.confirm, " ".join(key for key in OLD_MEMBERS.split() if key != "partage")),
    _now(1, 22, steps.ask_for_quote, "zveza", joining_month=3),
    _now(1, 29, applicants.apply, "zveza"),
    _now(1, 30, applicants.take_up, "zveza"),
    _now(2, 2, steps.propose, f"{FIRST} vasca cuidados fondo"),
    _now(2, 3, steps.approve, f"{FIRST} vasca cuidados fondo"),
    _now(2, 4, steps.issue, f"{FIRST} vasca cuidados fondo"),
    _now(2, 10, steps.declare, SECOND),
    _now(2, 16, steps.cancel, "vasca", reason="1,560 cooperatives had been typed for 560."),
    _now(2, 16, steps.declare, "vasca", note="Replaces the figures of 16 January."),
    _now(2, 17, steps.propose, "vasca"),
    _now(2, 18, steps.approve, "vasca"),
    _now(2, 19, steps.issue, "vasca"),
    _now(2, 20, applicants.prepare, "baltic zveza"),
    _now(2, 23, steps.propose, SECOND),
    _now(2, 24, steps.approve, SECOND),
    _now(2, 25, steps.issue, SECOND),
    _now(3, 2, library.publish_anew, ""),
    _now(2, 26, applicants.apply, "adriatic"),
    _now(2, 27, applicants.take_up, "adriatic"),
    _now(3, 2, applicants.admit, "zveza"),
    _now(3, 3, steps.pay, "lega verbund fondo"),
    _now(3, 4, steps.declare, "confederacion liitto forbund"),
    _now(3, 6, steps.pay, "workshops stiftung cuidados"),
    _now(3, 10, applicants.refuse, "baltic", reasons="Its statutes name businesses of all kinds, not cooperatives."),
    _now(3, 18, steps.declare, "groupe", note="The group employs its members itself; no cooperative is affiliated."),
    _now(3, 20, steps.declare, "partilhado fundacja uniunea zveza"),
    _now(3, 20, steps.pay, "vasca unione"),
    _now(3, 23, boards.resign, "liitto"),
    _now(3, 24, steps.send_reminders, "partage"),
    _now(3, 26, steps.pay, "shared_work tutkimus"),
    _now(3, 27, steps.declare, "ateliers"),
    _now(3, 28, steps.declare, "svaz", note="As in our annual report."),
    _now(3, 30, steps.declare, "obsht_trud"),
    _now(
        4,
        1,
        steps.learn,
        "tutkimus",
        source="New statutes, sent in with the annual report; invented for the demo",
        evidence="2 §",
        supports_creation=True,
        affiliates_or_promotes=True,
        cicopa="joins_too",
    ),
    _now(4, 2, steps.draft, "verkstad"),
    _now(4, 7, steps.invite, "verkstad", name="Ingrid Sällström", role="editor"),
    _now(4, 7, applicants.prepare, "adriatic"),
    _now(4, 8, steps.propose, f"{THIRD} artisans"),
    _now(4, 9, steps.approve, f"{THIRD} artisans"),
    _now(4, 9, steps.declare, "zwiazek"),
    _now(4, 10, steps.issue, f"{THIRD} artisans"),
    _now(4, 13, applicants.apply, "atlantic"),
    _now(4, 13, steps.pay, "partilhado", percent=50),
    _now(4, 1, assembly.plan, "", on=(5, 21), elections=True),
    _now(4, 7, assembly.agree_on_agenda, "zveza"),
    _now(3, 30, plans.report, ""),
    _now(4, 8, plans.draft, ""),
    _now(4, 8, plans.await_ratification, "zveza"),
    _now(4, 10, assembly.call, ""),
    _now(4, 10, assembly.plan_board, "", on=(4, 28)),
    _now(4, 13, assembly.name_delegates, "lega verkstad vasca"),
    _now(4, 13, assembly.give_proxies, "", pairs={"obsht_trud": "verkstad", "szovetseg": "svaz"}, accepted=False),
    _now(
        4,
        13,
        assembly.add_item,
        "ateliers",
        title="Public procurement: a common position",
        words="The directive is being revised; the window is open.",
    ),
    _now(4, 13, steps.propose, "ateliers obsht_trud"),
    _now(4, 13, steps.approve, "ateliers"),
)

STORY = (*YEAR_BEFORE, *THIS_YEAR)
