"""The explanation, ready to be shown: the stored account of a decision becomes words, line by line.

Reads what the statutes write (fees, standing, eligibility) and a generic account:
{title, value, sentence, lines: [{label, detail, value, state}], rule, sources}.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from koinon.doors.shared import fee_words, words


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One line: what, on which ground, and what it comes to (in words, or as a state)."""

    label: str
    detail: str = ""
    value: str = ""
    illustrative: bool = False
    state: str = ""


@dataclass(frozen=True, slots=True)
class AccountConflict:
    """Answers that cannot both be right: the sentence, and each answer in words with where it is changed, if it is."""

    sentence: str
    said: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """A decision with its value, its lines and the rule it stands on.

    In a `wordy` account each detail has a line of its own.
    """

    title: str
    value: str
    sentence: str = ""
    lines: Sequence[AccountLine] = ()
    rule: str = ""
    sources: Sequence[str] = ()
    asks: Sequence[str] = ()
    conflicts: Sequence[AccountConflict] = ()
    illustrative: bool = False
    unknown: bool = False
    total: str = ""
    wordy: bool = False

    @property
    def worded(self) -> bool:
        """Whether the value is words and not a figure, which is set larger."""
        return not any(letter.isdigit() for letter in self.value)


Data = Mapping[str, Any]


def account_of(found: Any, title: str = "") -> Account:
    """The account of a stored decision, of a result of the statutes, or of a generic account."""
    if isinstance(found, Account):
        return found
    data: Data = found if isinstance(found, Mapping) else found.as_data()
    for mark, reader in READERS.items():
        if mark in data:
            return reader(data, title)
    return generic_account(data, title)


def fee_account(fee: Data, title: str = "") -> Account:
    """The account of a fee (statutes/fees.py)."""
    known, currency = fee["amount"] is not None, fee["currency"]
    shown = words.money(fee["amount"], currency)
    return Account(
        title=title or _("Fee %(year)s") % {"year": fee["year"]},
        value=shown if known else _("Not known yet"),
        lines=[
            AccountLine(
                label=words.say(line["label"]),
                detail=fee_words.detail(line, currency),
                value=words.money(line["amount"], currency),
                illustrative=line["illustrative"],
            )
            for line in fee["lines"]
        ],
        rule=rule_words(fee["rulebook"]),
        asks=[fee_words.missing(gap) for gap in fee["missing"]],
        illustrative=fee["illustrative"],
        unknown=not known,
        total=shown if known and len(fee["lines"]) > 1 else "",
    )


def standing_account(standing: Data, title: str = "") -> Account:
    """The account of how a member stands (statutes/standing.py)."""
    currency = standing.get("currency", "EUR")
    return Account(
        title=title or _("Standing on %(day)s") % {"day": words.long_date(standing["on"])},
        value=words.say(standing["label"]),
        sentence=words.say(standing["summary"]),
        lines=[_claim_line(verdict, currency) for verdict in standing["claims"]],
        rule=rule_words(standing["rulebook"]),
    )


def eligibility_account(assessed: Data, title: str = "") -> Account:
    """The account of which category fits (statutes/eligibility.py).

    `category_label` may name it. Where the rules are at hand, shared/assessed.py adds why.
    """
    category = assessed["category"]
    label = words.say(assessed.get("category_label")) or (category or "").replace("_", " ").capitalize()
    return Account(
        title=title or _("Category"),
        value=label or (_("Not known yet") if assessed["missing"] else _("None fits")),
        lines=[
            AccountLine(label=words.say(criterion["label"]), state=criterion["verdict"])
            for criterion in assessed["criteria"]
        ],
        rule=rule_words(assessed["rulebook"]),
        asks=[] if category else [fee_words.missing(gap) for gap in assessed["missing"]],
        conflicts=[AccountConflict(words.say(conflict["sentence"])) for conflict in assessed.get("conflicts", ())],
        unknown=category is None and bool(assessed["missing"]),
        wordy=True,
    )


def generic_account(data: Data, title: str = "") -> Account:
    """An account that names its parts itself."""
    return Account(
        title=title or words.say(data.get("title")),
        value=words.say(data.get("value")),
        sentence=words.say(data.get("sentence")),
        lines=[
            AccountLine(
                label=words.say(line["label"]),
                detail=words.say(line.get("detail")),
                value=words.say(line.get("value")),
                illustrative=bool(line.get("illustrative")),
                state=line.get("state", ""),
            )
            for line in data.get("lines", ())
        ],
        rule=rule_words(data.get("rule")),
        sources=[words.say(source) for source in data.get("sources", ())],
        illustrative=bool(data.get("illustrative")),
    )


READERS: dict[str, Callable[[Data, str], Account]] = {
    "currency": fee_account,
    "claims": standing_account,
    "criteria": eligibility_account,
}


def rule_words(rule: Any) -> str:
    """The rules that decided: "Rulebook CECOP, in force since 1 January 2026, version be04784"."""
    if not isinstance(rule, Mapping):
        return words.say(rule)
    since, version = rule["in_force_from"], rule["version"][:7]
    names = {"name": words.say(rule["name"]), "date": words.long_date(since), "version": version}
    if since is None:
        return _("Rulebook %(name)s, not in force yet, version %(version)s") % names
    return _("Rulebook %(name)s, in force since %(date)s, version %(version)s") % names


def _claim_line(verdict: Data, currency: str) -> AccountLine:
    claim = verdict["claim"]
    said = {
        "settled": _("paid"),
        "open": _("due on %(due)s"),
        "overdue": _("was due on %(due)s"),
        "waived": _("was due on %(due)s; a recorded decision keeps the rights"),
        "reminded": _("was due on %(due)s, reminded on %(reminded)s"),
    }[verdict["status"]]
    days = {"due": words.long_date(claim["due_on"]), "reminded": words.long_date(claim["reminded_on"])}
    settled = verdict["status"] == "settled"
    return AccountLine(
        label=_("Fee %(year)s") % {"year": claim["year"]},
        detail=said % days,
        value=words.money(claim["amount_due"] if settled else verdict["outstanding"], currency),
    )
