"""Who keeps the register, says what follows from a decision, and plans. Who may read what: see `queries.py`."""

from django.utils.translation import gettext_lazy as _

from koinon.core.permissions import DESK_READERS, permission

OFFICES = ("secretary_general", "membership")

permission("decisions.see", _("see every decision in the register, and what follows from it"), roles=DESK_READERS)
permission("decisions.register", _("enter into the register what was decided"), roles=["system"])
permission(
    "decisions.keep",
    _("keep the register: enter decisions from paper, say who reads one, and what it carries out"),
    roles=OFFICES,
)
permission("decisions.prepare", _("say what a decision brings about if it is taken"), roles=OFFICES)
permission("decisions.carry_out", _("carry out what a decision brings about"), roles=[*OFFICES, "system"])
permission("decisions.plan", _("draft the working plan and record its progress"), roles=["secretary_general", "policy"])
permission("decisions.adopt_plan", _("record that the working plan was adopted"), roles=["secretary_general", "system"])
