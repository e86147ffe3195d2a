"""What the style page shows: an invented member, its tasks, its fee."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FORMS_OF_COOPERATIVE = [
    ("worker", gettext_lazy("Worker cooperatives")),
    ("social", gettext_lazy("Social cooperatives")),
    ("other", gettext_lazy("Other cooperatives in industry and services")),
]


class SampleForm(forms.Form):
    """One field of each kind."""

    figures = forms.IntegerField(
        label=gettext_lazy("Affiliated cooperatives"),
        min_value=1,
        help_text=gettext_lazy("Cooperatives that were your members on 31 December 2025."),
    )
    turnover = forms.DecimalField(
        label=gettext_lazy("Turnover of these cooperatives together"),
        help_text=gettext_lazy("In full euro, not in thousands."),
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=[("BE", "Belgium"), ("IT", "Italy")])
    since = forms.DateField(
        label=gettext_lazy("Member since"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(
        label=gettext_lazy("A word on these figures"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    forms_of = forms.ChoiceField(
        label=gettext_lazy("Most of your members are"), choices=FORMS_OF_COOPERATIVE, widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("These figures are complete"),
        help_text=gettext_lazy("You can still correct them until 31 March."),
    )


def fee() -> dict[str, Any]:
    """A stored fee, as the statutes write it."""
    return {
        "amount": "3450.00",
        "currency": "EUR",
        "illustrative": True,
        "year": 2026,
        "category": "full",
        "missing": [],
        "rulebook": {
            "code": "cecop",
            "name": {"en": "CECOP"},
            "version": "3f2a91c04b7de815",
            "in_force_from": "2026-01-01",
        },
        "lines": [
            fee_line("Fee A", "{value} affiliated cooperatives", "252", ("201", "500"), "1450.00", "count"),
            fee_line("Fee B", "{value} turnover", "540000000", ("500000000", "1000000000"), "2000.00", "money"),
        ],
    }


def fee_line(label: str, phrase: str, value: str, edges: tuple[str, str], amount: str, unit: str) -> dict[str, Any]:
    """One stored line of a fee by tranches."""
    return {
        "label": {"en": label},
        "phrase": {"en": phrase},
        "value": value,
        "unit": unit,
        "kind": "tranche",
        "lower": edges[0],
        "upper": edges[1],
        "lower_included": unit == "count",
        "rate": None,
        "amount": amount,
        "illustrative": True,
    }


def unknown_fee() -> dict[str, Any]:
    """A fee that cannot be said yet."""
    question = {"en": "What was the turnover of your affiliated cooperatives together in 2025?"}
    gap = {"key": "turnover", "reason": "not_given", "question": question, "asks": "member"}
    return {**fee(), "amount": None, "illustrative": False, "lines": fee()["lines"][:1], "missing": [gap]}


def standing() -> dict[str, Any]:
    """An account that is not a fee."""
    return {
        "title": _("How you stand"),
        "value": _("In good standing"),
        "sentence": _("You take part in the Assembly and vote there with weight 3."),
        "lines": [
            {"label": _("Admitted"), "detail": _("by the Assembly of 12 June 2014"), "state": "met"},
            {"label": _("Fee 2025"), "detail": _("paid on 2 May 2025"), "state": "paid"},
            {"label": _("Fee 2026"), "detail": _("due on 30 June 2026"), "state": "issued"},
        ],
        "rule": fee()["rulebook"],
        "sources": [_("register of members, 14 April 2026")],
    }


def tasks() -> list[dict[str, Any]]:
    """What needs a hand."""
    return [
        {
            "title": _("Pay the fee for 2026"),
            "due_on": date(2026, 3, 31),
            "detail": _("€3,450.00, invoice 2026-0017"),
            "state": "overdue",
            "url": "#task",
            "action": _("See the invoice"),
            "primary": True,
        },
        {
            "title": _("Declare your figures for 2026"),
            "due_on": date(2026, 4, 30),
            "detail": _("a draft is kept since 2 April"),
            "state": "due",
            "url": "#task",
            "action": _("Go on"),
        },
        {"title": _("Confirm who speaks for you"), "due_on": date(2026, 2, 12), "state": "done"},
    ]


def everything() -> dict[str, Any]:
    """All samples, by the names the style page uses."""
    return {
        "navigation": [
            {"label": _("Members"), "url": "#members", "current": False},
            {"label": _("What it costs"), "url": "#costs", "current": True},
            {"label": _("Contact"), "url": "#contact", "current": False},
        ],
        "fee": fee(),
        "unknown_fee": unknown_fee(),
        "standing": standing(),
        "tasks": tasks(),
        "states": ["good", "overdue", "suspended", "draft", "submitted", "locked", "issued", "paid", "unknown"],
        "hints": {"worker": _("Owned by the people who work in them"), "social": _("Serve the general interest")},
        "steps": [
            {"label": _("Who you are"), "state": "done", "url": "#steps"},
            {"label": _("Figures"), "state": "current"},
            {"label": _("Look and send"), "state": "ahead"},
        ],
        "columns": [
            {"label": _("Invoice"), "sort_url": "#listing", "sorted": "descending"},
            {"label": _("For"), "sort_url": "#listing"},
            {"label": _("State")},
            {"label": _("Amount"), "numeric": True},
        ],
        "rows": [
            [{"text": "2026-0017", "url": "#listing"}, _("Fee 2026"), {"state": "overdue"}, "€3,450.00"],
            [{"text": "2025-0021", "url": "#listing"}, _("Fee 2025"), {"state": "paid"}, "€3,450.00"],
            [{"text": "2024-0019", "url": "#listing"}, _("Fee 2024"), {"state": "paid"}, "€2,950.00"],
        ],
        "amended": {
            "before": _("The Assembly asks the Board to publish the accounts within six months."),
            "after": _("The Assembly asks the Board and the treasurer to publish the accounts within four months."),
        },
        "events": [
            {"on": date(2026, 6, 12), "title": _("General Assembly in Ljubljana"), "ahead": True},
            {"on": date(2026, 4, 7), "title": _("Reminded of the fee for 2026"), "detail": _("to the finance contact")},
            {"on": date(2026, 3, 3), "title": _("Figures declared"), "detail": _("252 cooperatives")},
        ],
    }
