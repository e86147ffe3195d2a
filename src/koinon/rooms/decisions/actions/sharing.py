"""Say who may read a decision, and which other one it carries out."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.decisions import LevelChanged, OriginNamed
from koinon.core.locking import locked
from koinon.core.models import Decision
from koinon.core.refusals import refuse, refuse_not_found
from koinon.rooms.decisions.models import RegisteredDecision

ROWS = RegisteredDecision.objects.select_related("cited")


@action("decisions.change_level", needs="decisions.keep")
def change_level(*, actor: Actor, decision: UUID, level: str, seen_version: int) -> LevelChanged:
    """Say who may read a decision: everybody, the members, or only the body that took it."""
    row = locked(ROWS, decision, seen_version)
    if level not in RegisteredDecision.Level.values:
        refuse("level_unknown", _("The register has no such level."), to_do=_("Choose one of the list."))
    if level == RegisteredDecision.Level.PUBLIC and row.about_persons:
        refuse(
            "about_persons",
            _("This decision names persons or a member, and so is not published here."),
            kept=_("Whoever could read it can go on reading it."),
            to_do=_("Who was elected stands on the page of the bodies, as far as each person agreed."),
        )
    row.level, row.version = level, row.version + 1
    row.save(update_fields=["level", "version"])
    return LevelChanged(row.public_id, row.level)


@action("decisions.name_origin", needs="decisions.keep")
def name_origin(*, actor: Actor, decision: UUID, carries_out: UUID | None, seen_version: int) -> OriginNamed:
    """Name the decision of another body that a decision carries out, whether it is in the register or was cited."""
    row = locked(ROWS, decision, seen_version)
    origin = None if carries_out is None else Decision.objects.filter(public_id=carries_out).first()
    if carries_out is not None and origin is None:
        refuse_not_found()
    if origin is not None:
        _check_origin(row, origin)
    row.carries_out, row.version = origin, row.version + 1
    row.save(update_fields=["carries_out", "version"])
    return OriginNamed(row.public_id, origin.public_id if origin else None)


def _check_origin(row: RegisteredDecision, origin: Decision) -> None:
    if origin.body == row.cited.body:
        refuse(
            "of_the_same_body",
            _("A decision carries out one of another body."),
            to_do=_("Choose a decision of the body whose policy it follows."),
        )
    if origin.taken_on > row.cited.taken_on:
        refuse(
            "origin_is_later",
            _("The other decision was taken after this one."),
            to_do=_("Choose one that was there before."),
        )
    entry = RegisteredDecision.objects.filter(cited=origin).first()
    if entry is not None and not entry.adopted:
        refuse("not_adopted", _("The other proposal was rejected; nothing carries it out."), to_do=_("Choose another."))
