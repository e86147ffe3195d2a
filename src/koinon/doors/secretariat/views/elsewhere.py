"""Record a membership elsewhere that ours goes together with."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from koinon.doors.secretariat.forms.applications import ElsewhereForm
from koinon.doors.secretariat.views.organisation_steps import OrganisationStep
from koinon.doors.shared.belonging import Elsewhere, belonging
from koinon.rooms.admissions.actions import record_elsewhere


class RecordElsewhere(OrganisationStep):
    """Record that it was asked for, or since when it is held."""

    page_title = _("Membership elsewhere")
    action = record_elsewhere
    form_class = ElsewhereForm
    lead = _("The rules want it beside the membership here. Record what has happened, not what is hoped for.")
    said = _("It is on record.")

    def prepare(self) -> None:
        """Find what is on record of it."""
        super().prepare()
        tracked = belonging(self.actor, self.membership, self.rules[0]).elsewhere
        found = [one for one in tracked if one.body == self.kwargs["body"]]
        if not found:
            raise Http404
        self.kept: Elsewhere = found[0]

    def get_page_title(self) -> str:
        """Of what."""
        return self.kept.title

    def subject(self) -> dict[str, Any]:
        """The organisation and the body."""
        return {**super().subject(), "body": self.kept.body}

    def version(self) -> int:
        """As it stands; 0 where nothing does."""
        return self.kept.row.version if self.kept.row else 0

    def initial(self) -> dict[str, Any]:
        """As it stands."""
        row = self.kept.row
        known = {name: getattr(row, name) for name in ElsewhereForm.base_fields if hasattr(row, name)}
        return {**super().initial(), **known}
