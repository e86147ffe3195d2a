"""How each state is shown: a tone, an icon and a word, never a colour alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Face:
    """What a state looks like."""

    tone: str
    icon: str
    word: str | Promise


TONE_ICONS = {
    "good": "circle-check",
    "attention": "alert-triangle",
    "wrong": "circle-x",
    "calm": "info-circle",
    "plain": "circle-dashed",
}

FACES: dict[str, Face] = {
    # standing
    "good": Face("good", "circle-check", _("In good standing")),
    "overdue": Face("attention", "alert-triangle", _("Overdue")),
    "suspended": Face("wrong", "hand-stop", _("Vote suspended")),
    "not_member": Face("plain", "circle-dashed", _("Not a member")),
    # membership
    "applied": Face("calm", "clock", _("Applied")),
    "admitted": Face("good", "circle-check", _("Member")),
    "refused": Face("wrong", "circle-x", _("Refused")),
    "asked_back": Face("attention", "help-circle", _("Question asked")),
    "under_review": Face("calm", "clock", _("Under review")),
    "board": Face("calm", "clock", _("Waiting to be decided")),
    "ratification": Face("calm", "clock", _("Waiting to be ratified")),
    "expired": Face("plain", "circle-dashed", _("Erased")),
    "resigned": Face("plain", "arrow-back-up", _("Resigned")),
    "lapsed": Face("plain", "arrow-back-up", _("Lapsed")),
    "excluded": Face("wrong", "ban", _("Excluded")),
    "merged": Face("plain", "arrow-back-up", _("Merged")),
    # invoice
    "proposed": Face("calm", "file-text", _("Proposed")),
    "approved": Face("calm", "check", _("Approved")),
    "issued": Face("calm", "send", _("Issued")),
    "paid": Face("good", "circle-check", _("Paid")),
    "cancelled": Face("plain", "ban", _("Cancelled")),
    "withdrawn": Face("plain", "arrow-back-up", _("Withdrawn")),
    # declaration
    "draft": Face("plain", "pencil", _("Draft")),
    "submitted": Face("calm", "send", _("Submitted")),
    "locked": Face("good", "lock", _("Locked")),
    "superseded": Face("plain", "refresh", _("Superseded")),
    "estimate": Face("attention", "help-circle", _("Estimate")),
    "missing": Face("attention", "alert-triangle", _("Missing")),
    # tasks and outbox
    "due": Face("attention", "clock", pgettext_lazy("task", "Due")),
    "done": Face("good", "circle-check", _("Done")),
    "waiting": Face("plain", "clock", _("Waiting")),
    "sent": Face("good", "send", _("Sent")),
    "failed": Face("wrong", "circle-x", _("Failed")),
    # steps of the year
    "step_done": Face("good", "circle-check", _("Done")),
    "step_noted": Face("good", "circle-check", _("Noted as done")),
    "step_passed": Face("plain", "check", _("Past")),
    "step_not_needed": Face("plain", "circle-dashed", _("Not needed")),
    "step_planned": Face("calm", "clock", _("Planned")),
    "step_late": Face("wrong", "alert-triangle", _("Late")),
    "step_soon": Face("attention", "clock", _("Soon")),
    "step_ahead": Face("plain", "circle-dashed", _("Ahead")),
    "step_undated": Face("plain", "help-circle", _("No day yet")),
    # entitlements and criteria
    "granted": Face("good", "circle-check", _("Yes")),
    "withheld": Face("wrong", "hand-stop", _("Withheld")),
    "not_in_category": Face("plain", "circle-dashed", _("Not in this category")),
    "met": Face("good", "circle-check", _("Met")),
    "not_met": Face("plain", "circle-x", _("Not met")),
    "unknown": Face("attention", "help-circle", _("Unknown")),
}


def face_of(state: str, *, label: str = "", tone: str = "", icon: str = "") -> Face:
    """The face of a state; label, tone and icon override, and a state we do not know is shown by its name."""
    known = FACES.get(state) or Face(tone or "plain", TONE_ICONS.get(tone, "circle-dashed"), _words_of(state))
    return Face(tone or known.tone, icon or known.icon, label or known.word)


def _words_of(state: str) -> str:
    return state.replace("_", " ").capitalize()
