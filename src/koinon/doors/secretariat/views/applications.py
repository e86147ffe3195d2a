"""Applications at the desk: the list, and one with its answers, papers, checklist and history."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koinon.adapters.identifiers import country_name
from koinon.adapters.storage import FileDamaged, FileMissing, private_store
from koinon.core.refusals import Words
from koinon.doors.secretariat import cells
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.secretariat.asking import matching
from koinon.doors.secretariat.bodies import bodies
from koinon.doors.secretariat.contacts import contact_of
from koinon.doors.secretariat.happened import happened
from koinon.doors.secretariat.listing import Column, DeskList, FilterForm
from koinon.doors.secretariat.steps import Step, may_take
from koinon.doors.shared import words
from koinon.doors.shared.accounts import Account
from koinon.doors.shared.assessed import assessed_account
from koinon.doors.shared.states import face_of
from koinon.rooms.admissions.actions import (
    ask_back,
    prepare_for_board,
    record_board_decision,
    record_opinion,
    record_ratification,
    take_up_review,
)
from koinon.rooms.admissions.models import OPEN_STATES, Application
from koinon.rooms.admissions.queries import (
    is_provisional,
    opinions_awaited,
    organisation_named,
    visible_applications,
)
from koinon.rooms.admissions.rules import fee_of, judged
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.organisations.queries import organisation_by_id
from koinon.rooms.people.actions import invite_person
from koinon.rooms.people.queries import contacts_of, open_invitations
from koinon.rooms.rulebook.queries import rulebook_of_hash
from koinon.statutes.eligibility import eligibility_from_data
from koinon.statutes.rulebook import Rulebook

REVIEW, RECORD = ("admission", "review"), ("admission", "record")
STATES = ("submitted", "asked_back", "under_review", "board", "ratification", "admitted", "refused", "withdrawn")
# What an application offers in each state: action, name of the address, words, procedure, one press or a form.
# The words name the bodies of the rulebook.
OFFERED: Mapping[str, tuple[tuple[Any, str, Words, tuple[str, str], bool], ...]] = {
    "submitted": (
        (take_up_review, "take-up", _("Take it up"), REVIEW, True),
        (ask_back, "ask", _("Ask the applicant"), REVIEW, False),
    ),
    "under_review": (
        (prepare_for_board, "prepare", _("Lay it before the %(decides)s"), REVIEW, True),
        (ask_back, "ask", _("Ask the applicant"), REVIEW, False),
        (record_opinion, "opinion", _("Record an opinion"), REVIEW, False),
    ),
    "board": ((record_board_decision, "decide", _("Record the decision of the %(decides)s"), RECORD, False),),
    "ratification": ((record_ratification, "ratify", _("Record the decision of the %(ratifies)s"), RECORD, False),),
}


def called(row: Application) -> Words:
    """What an application is called at the desk, once its name is erased too."""
    return row.name or _("Name erased")


class ApplicationFilter(FilterForm):
    """Narrow by state."""

    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(state, face_of(state).word) for state in STATES]
        self.fields["state"].choices = [("", _("Any state")), *known]  # type: ignore[attr-defined]


class Applications(DeskList):
    """The list."""

    needs = "admissions.see"
    page_title = _("Applications")
    header_icon = "user"
    filter_form = ApplicationFilter
    default_sort = "-changed"
    file_name = "applications"
    empty_title = _("No applications")
    empty_text = _("Whoever applies on the website stands here as soon as the application is submitted.")
    columns = (
        Column(
            "name",
            _("Organisation"),
            lambda row: str(called(row)),
            lambda row: cells.link(called(row), reverse("desk:application", args=[row.public_id])),
            sort=("name", "id"),
        ),
        Column(
            "country",
            _("Country"),
            lambda row: country_name(row.country, get_language() or "en"),
            sort=("country", "id"),
        ),
        Column(
            "state",
            _("State"),
            lambda row: str(face_of(row.state).word),
            lambda row: cells.pill(row.state),
            sort=("state", "id"),
        ),
        Column(
            "submitted",
            _("Submitted"),
            lambda row: words.day_of(row.submitted_at),
            lambda row: words.long_date(row.submitted_at),
            sort=("submitted_at", "id"),
        ),
        Column(
            "changed",
            _("Last step"),
            lambda row: words.day_of(row.changed_at),
            lambda row: words.long_date(row.changed_at),
            sort=("changed_at", "id"),
        ),
    )

    def rows(self) -> "QuerySet[Application]":
        """What was submitted."""
        return visible_applications(self.actor)

    def narrowed(self, rows: "QuerySet[Any]", chosen: Mapping[str, Any]) -> "QuerySet[Any]":
        """By words of the name or the town, and by state."""
        if "q" in chosen:
            rows = rows.filter(matching(("name", "city"), chosen["q"]))
        return rows.filter(state=chosen["state"]) if "state" in chosen else rows


class OfApplication(DeskPage):
    """A page about one application, named by its public id."""

    needs = "admissions.see"
    row: Application

    def prepare(self) -> None:
        """Find the application."""
        found = visible_applications(self.actor).filter(public_id=self.kwargs["application"])
        row = found.select_related("organisation", "membership", "decision", "ratification").first()
        if row is None:
            raise Http404
        self.row = row

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list, the application."""
        page = reverse("desk:application", args=[self.row.public_id])
        return ((_("Applications"), reverse("desk:applications")), (called(self.row), page))


class ApplicationPage(OfApplication):
    """The page."""

    template_name = "secretariat/application.html"
    header_icon = "user"

    def get_page_title(self) -> str:
        """Whose it is."""
        return str(called(self.row))

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list."""
        return super().trail()[:1]

    def content(self) -> dict[str, Any]:
        """Record, category, fee, checklist, opinions, history, and the steps that can be taken."""
        row, rulebook = self.row, self.rules[0]
        return {
            "row": row,
            "country": country_name(row.country, get_language() or "en"),
            "category": rulebook.categories.get(row.category) if rulebook else None,
            "account": self._account(rulebook),
            "fee": fee_of(rulebook, row, self.actor.today.year) if rulebook else None,
            "answers": self._answers(),
            "checklist": self._checklist(),
            "opinions": list(row.opinions.select_related("member")),
            "awaited": opinions_awaited(row, self.actor.today),
            "provisional": is_provisional(row),
            **happened(row),
            "on_record": self._on_record(),
            "ratified_by": bodies(rulebook)["ratifies"],
            **self._contacts(),
            "may_invite": may_take(self.actor, invite_person),
            "steps": self._steps(),
        }

    def _on_record(self) -> Organisation | None:
        """The record that would become the applicant's if it were admitted, with all that is in it; None for a new one.

        Names are typed by whoever applies: somebody has to look whether the two are one.
        """
        row = self.row
        known = organisation_named(row.name, row.country) if row.state in OPEN_STATES and not row.organisation else None
        return organisation_by_id(self.actor, known.public_id) if known else None

    def _contacts(self) -> dict[str, Any]:
        """Who speaks for the member that the applicant has become; where nobody does, who is asked to."""
        row = self.row
        if row.membership is None or row.organisation is None:
            return {}
        organisation, today = row.organisation.public_id, self.actor.today
        contacts = list(contacts_of(organisation, today))
        asked = [] if contacts else open_invitations(organisation, self.actor.at)
        return {"contacts": contacts, "contact": contact_of(row.membership, contacts, asked, today)}

    def _account(self, rulebook: Rulebook | None) -> Account | None:
        """What the answers lead to, as it was judged when they were last saved, by the rules of that day."""
        title, stored, rules = (
            str(_("Kind of membership")),
            self.row.assessment,
            rulebook_of_hash(self.row.rulebook),
        )
        if rules is None or stored is None:
            return assessed_account(rulebook, judged(rulebook, self.row), title) if rulebook else None
        return assessed_account(rules, eligibility_from_data(stored), title)

    def _answers(self) -> list[tuple[str, str]]:
        facts = self.rules[0].facts if self.rules[0] else {}
        return [
            (words.say(question.question), _said(question, self.row.facts[key]))
            for key, question in facts.items()
            if key in self.row.facts
        ]

    def _checklist(self) -> list[dict[str, Any]]:
        """Each item with its papers, its mark and the way to mark it."""
        rules = self.rules[0].admission if self.rules[0] else None
        marks = {mark.item: mark for mark in self.row.marks.all()}
        papers = list(self.row.papers.all())
        open_now = self.row.state in ("submitted", "asked_back", "under_review")
        may = open_now and may_take(self.actor, take_up_review, REVIEW, self.rules[0])
        return [
            {
                "item": item,
                "mark": marks.get(item.key),
                "papers": [paper for paper in papers if paper.item == item.key],
                "url": reverse("desk:application-mark", args=[self.row.public_id, item.key]) if may else "",
            }
            for item in (rules.items_for(self.row.category) if rules else ())
        ]

    def _steps(self) -> list[Step]:
        named = bodies(self.rules[0])
        return [
            Step(
                str(label) % named,
                reverse(f"desk:application-{name}", args=[self.row.public_id]),
                kind="primary" if number == 0 else "quiet",
                press=press,
                version=self.row.version,
            )
            for number, (action, name, label, procedure, press) in enumerate(OFFERED.get(self.row.state, ()))
            if may_take(self.actor, action, procedure, self.rules[0])
        ]


def _said(question: Any, answer: bool | str) -> str:
    if isinstance(answer, bool):
        return str(_("Yes") if answer else _("No"))
    option = question.options.get(answer)
    return words.say(option.label) if option else answer


class ApplicationPaperFile(OfApplication):
    """A paper of an application, to be kept and opened elsewhere: nothing of it runs in the desk's frame."""

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """The file."""
        paper = self.row.papers.filter(public_id=self.kwargs["paper"]).first()
        if paper is None:
            raise Http404
        try:
            content = private_store().get(paper.digest)
        except (FileMissing, FileDamaged):
            raise Http404 from None
        answer = HttpResponse(content, content_type=paper.media_type)
        name = "".join(letter if letter.isascii() and letter not in '"\\' else "_" for letter in paper.name)
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
