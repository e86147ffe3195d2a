"""What a decision brings about once it is taken, and rules that are proposed until one adopts them."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.rooms.assemblies.models import AgendaItem, Motion
from koinon.rooms.decisions.models.register import RegisteredDecision


class ProposedRules(models.Model):
    """The texts of a version of the rulebook that a body is asked to adopt: checked, and never edited."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    texts = models.JSONField(_("texts by file name"))
    hash = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    proposed_by = models.UUIDField(null=True)

    def __str__(self) -> str:
        return self.hash[:12]


class Consequence(models.Model):
    """What an item (or a motion on it) brings about if it is adopted, and what became of that.

    `given` is what it needs, in the shape that its kind has in `wanted.py`. Where it was refused, `refusal` has the
    words; the decision stands all the same.
    """

    class Kind(models.TextChoices):
        """What is brought about; the rulebook says which decisions may."""

        RULEBOOK = "rulebook", _("adopt a version of the rulebook")
        RATIFICATION = "ratification", _("ratify an admission")
        ADMISSION = "admission", _("admit an applicant")
        SEATS = "seats", _("open the mandates of the elected")
        DOCUMENT = "document", _("adopt a document")
        EXCLUSION = "exclusion", _("exclude a member")
        WORKING_PLAN = "working_plan", _("adopt the working plan")
        WAIVER = "waiver", _("keep a member's rights despite arrears")

    class State(models.TextChoices):
        """How it stands."""

        WANTED = "wanted", _("follows if adopted")
        CARRIED_OUT = "carried_out", _("carried out")
        REFUSED = "refused", _("not carried out")
        VOID = "void", _("falls away")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="consequences")
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, null=True, related_name="consequences")
    kind = models.CharField(_("what follows"), max_length=16, choices=Kind.choices)
    given = models.JSONField()
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.WANTED)
    decision = models.ForeignKey(RegisteredDecision, on_delete=models.PROTECT, null=True, related_name="consequences")
    refusal = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    wanted_at = models.DateTimeField()
    wanted_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["item__position", "id"]
        indexes = [models.Index(fields=["state"], name="decisions_consequence_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="wanted", decision=None) | (~models.Q(state="wanted")),
                name="decisions_wanted_is_undecided",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.state}"
