"""Fill in an application: answers and figures step by step, papers one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from pydantic import ConfigDict

from koinon.adapters.identifiers import InvalidIdentifier, check_country
from koinon.adapters.storage import private_store
from koinon.adapters.uploads import UploadRefused, check_upload
from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.admissions import ApplicationSaved, PaperAttached, PaperRemoved
from koinon.core.refusals import refuse, refuse_not_found
from koinon.core.words import one_line
from koinon.rooms.admissions.access import own_application
from koinon.rooms.admissions.actions.carrying import Answers, one_answer, still_carried
from koinon.rooms.admissions.actions.steps import check_editable
from koinon.rooms.admissions.models import Application, ApplicationPaper, ChecklistMark
from koinon.rooms.admissions.rules import figures_of, judge_anew, readable_figures, rules_of_admission
from koinon.rooms.memberships.eligibility import readable_facts
from koinon.statutes.conditions import checked_facts
from koinon.statutes.inputs import InputError, checked_inputs, inputs_as_data
from koinon.statutes.rulebook import Rulebook

DETAILS = ("name", "country", "street", "postal_code", "city", "website", "contact_name")
MOST_PAPERS = 30


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was handed in, for an item of the checklist."""

    # How the journal's digest reads bytes that are no text.
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    item: str
    name: str
    content: bytes


@action("admissions.save_draft", needs="admissions.apply", rule="eligibility", redacted=("access", "answers"))
def save_draft(*, actor: Actor, access: str, answers: Answers, seen_version: int, place: str = "") -> ApplicationSaved:
    """Keep what was filled in; the category that the answers lead to is judged anew each time.

    Saving a page (`place`) takes the place of what was typed on it after a stay had ended.
    """
    row = own_application(actor, access, seen_version)
    check_editable(row)
    rulebook, rules = rules_of_admission(actor.today)
    for key, value in _checked_details(answers.details).items():
        setattr(row, key, value)
    before = (row.facts, row.figures)
    row.facts = _facts_after(rulebook, row, answers)
    row.figures = _figures_after(rulebook, row, answers)
    row.carried = still_carried(row, answers)
    row.parked.filter(place=place).delete()
    judge_anew(rulebook, row)
    row.expires_on, row.reminded_on = actor.today + timedelta(days=rules.drafts_kept_days), None
    row.changed_at, row.version = actor.at, row.version + 1
    row.save()
    if before != (row.facts, row.figures):
        # What was found in order rested on other answers.
        found = [item.key for item in rules.checklist if not item.paper]
        ChecklistMark.objects.filter(application=row, item__in=found).delete()
    return ApplicationSaved(row.public_id, row.version, rulebook.version)


@action("admissions.attach_paper", needs="admissions.apply", redacted=("access", "upload"))
def attach_paper(*, actor: Actor, access: str, upload: Upload) -> PaperAttached:
    """Add a paper to an application; one that could act by itself is not taken."""
    row = own_application(actor, access)
    check_editable(row)
    _rulebook, rules = rules_of_admission(actor.today)
    if upload.item not in {item.key for item in rules.checklist if item.paper}:
        refuse("item_unknown", _("No such paper is asked for."), to_do=_("Choose one of the papers that are."))
    if row.papers.count() >= MOST_PAPERS:
        refuse("too_many_papers", _("An application has at most 30 papers."), to_do=_("Remove one first."))
    try:
        checked = check_upload(upload.name, upload.content)
    except UploadRefused as problem:
        refuse("paper_refused", problem.words, to_do=problem.to_do)
    digest = private_store().put(upload.content)
    paper, made = ApplicationPaper.objects.get_or_create(
        application=row,
        item=upload.item,
        digest=digest,
        defaults={
            "name": checked.name,
            "media_type": checked.media_type,
            "size": len(upload.content),
            "added_at": actor.at,
        },
    )
    if made:
        _touched(row, actor, upload.item)
    return PaperAttached(row.public_id, paper.public_id, upload.item)


@action("admissions.remove_paper", needs="admissions.apply", redacted=("access",))
def remove_paper(*, actor: Actor, access: str, paper: UUID) -> PaperRemoved:
    """Take a paper out of an application that is not submitted."""
    row = own_application(actor, access)
    check_editable(row)
    found = row.papers.filter(public_id=paper).first()
    if found is None:
        refuse_not_found()
    item = found.item
    found.delete()
    _touched(row, actor, item)
    return PaperRemoved(row.public_id, item)


def _touched(row: Application, actor: Actor, item: str) -> None:
    """Papers are told apart from each other, so they move no version; what was found of the item is found anew."""
    row.changed_at = actor.at
    row.save(update_fields=["changed_at"])
    ChecklistMark.objects.filter(application=row, item=item).delete()


def _checked_details(details: Mapping[str, str]) -> dict[str, str]:
    checked: dict[str, str] = {}
    for key, typed in details.items():
        if key not in DETAILS:
            refuse("detail_unknown", _("That is not asked for."), to_do=_("Open the form anew."))
        value = one_line(typed)
        checked[key] = _country(value) if key == "country" and value else value
        longest = Application._meta.get_field(key).max_length  # type: ignore[union-attr]
        if longest is not None and len(checked[key]) > longest:
            refuse("too_long", _("One of the answers is too long."), to_do=_("Shorten it and save again."))
    if checked.get("website"):
        try:
            URLValidator(schemes=["http", "https"])(checked["website"])
        except ValidationError:
            refuse("website_invalid", _("That is no web address."), to_do=_("Write it as https://example.org."))
    return checked


def _country(typed: str) -> str:
    try:
        return check_country(typed)
    except InvalidIdentifier as problem:
        refuse("country_invalid", problem.words, to_do=problem.suggestion or _("Choose a country."))


def _facts_after(rulebook: Rulebook, row: Application, answers: Answers) -> dict[str, bool | str]:
    """The answers with those of this page; what the rules no longer ask or offer is let go."""
    kept = {key: value for key, value in readable_facts(rulebook, row.facts).items() if key not in answers.facts}
    given = {key: one_answer(value) if isinstance(value, str) else value for key, value in answers.facts.items()}
    try:
        return checked_facts(rulebook.facts, {**kept, **given})
    except InputError:
        refuse(
            "answer_invalid",
            _("One of the answers does not fit its question."),
            to_do=_("Choose one of the answers offered."),
        )


def _figures_after(rulebook: Rulebook, row: Application, answers: Answers) -> dict[str, object]:
    known = readable_figures(rulebook, figures_of(row))
    kept = {key: value for key, value in known.items() if key not in answers.figures}
    try:
        return inputs_as_data(checked_inputs(rulebook, {**kept, **answers.figures}))
    except InputError:
        refuse(
            "figure_invalid",
            _("One of the figures cannot be reckoned with."),
            to_do=_("Give counts as whole numbers and amounts with at most two decimals."),
        )
