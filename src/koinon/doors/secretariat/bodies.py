"""The bodies that admit members, as the rulebook names them."""

from django.utils.translation import gettext as _

from koinon.doors.shared import words
from koinon.statutes.rulebook import Rulebook


def bodies(rulebook: Rulebook | None) -> dict[str, str]:
    """Who decides on applications and who ratifies, to be put into words that name them."""
    rules = rulebook.admission if rulebook else None
    return {
        "decides": words.say(rules.decided_by) if rules else _("deciding body"),
        "ratifies": words.say(rules.ratified_by) if rules and rules.ratified_by else _("ratifying body"),
    }
