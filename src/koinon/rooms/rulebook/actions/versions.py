"""Put a version of the rules into force."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference, cited
from koinon.core.facts.rulebook import RulebookAdopted
from koinon.core.refusals import refuse
from koinon.rooms.rulebook.models import RulebookVersion
from koinon.statutes.rulebook import RulebookErrors, parse_rulebook


@action("rulebook.adopt_rulebook", needs="rulebook.adopt", redacted=("texts",))
def adopt_rulebook(
    *, actor: Actor, texts: Mapping[str, str], in_force_from: date, decision: DecisionReference
) -> RulebookAdopted:
    """Adopt a version of the rulebook by a recorded decision, in force from a day.

    The day may lie in the past (an Assembly in May adopts the year's fee scale); what was issued
    under another version stays as it was issued.
    """
    try:
        rulebook = parse_rulebook(texts)
    except RulebookErrors as problems:
        refuse(
            "rulebook_invalid",
            _("The rulebook has errors: %(errors)s.") % {"errors": problems},
            to_do=_("Correct the files and adopt it again."),
        )
    latest = RulebookVersion.objects.filter(in_force_from=in_force_from).order_by("-id").first()
    if latest is not None and latest.hash == rulebook.version:
        refuse("already_adopted", _("This very version is in force from that day already."))
    other = RulebookVersion.objects.exclude(code=rulebook.code).first()
    if other is not None:
        refuse(
            "other_confederation",
            _("This house runs by the rulebook %(ours)s, not %(theirs)s.")
            % {"ours": other.code, "theirs": rulebook.code},
            to_do=_("Check the code in rulebook.toml."),
        )
    row = RulebookVersion.objects.create(
        code=rulebook.code,
        texts=dict(texts),
        hash=rulebook.version,
        in_force_from=in_force_from,
        decision=cited(decision, actor.today),
        adopted_at=actor.at,
        adopted_by=actor.person,
    )
    return RulebookAdopted(row.public_id, row.code, row.hash, in_force_from)
