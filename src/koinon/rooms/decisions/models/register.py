"""The register: what was decided, under which number, in which words, and who may read it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from koinon.core.models import Decision
from koinon.rooms.assemblies.models import Vote
from koinon.rooms.rulebook.models import RulebookVersion


class RegisteredDecision(index.Indexed, models.Model):
    """A decision of a body: taken by a vote, or entered from paper. Its words are never edited.

    `cited` is the one row that other records point to, whether they cited the decision before or after it came here;
    day and reference stand there. `adopted` is false where the proposal was rejected, or nobody elected.
    """

    class Level(models.TextChoices):
        """Who may read it."""

        PUBLIC = "public", _("Everybody")
        MEMBERS = "members", _("Members only")
        BODY = "body", _("The body only")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cited = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="registered")
    body = models.CharField(_("body"), max_length=40, help_text=_("its key in the rulebook"))
    year = models.PositiveSmallIntegerField(_("year"))
    # Decisions taken on paper bear the number that they had there.
    number = models.PositiveIntegerField(_("number"), null=True)
    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, null=True, related_name="registered")
    kind = models.CharField(_("kind of decision"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    words = models.TextField(_("explanation"), blank=True)
    adopted = models.BooleanField(_("adopted"))
    about_persons = models.BooleanField(default=False)
    level = models.CharField(_("for whom"), max_length=8, choices=Level.choices)
    rules = models.ForeignKey(RulebookVersion, on_delete=models.PROTECT, null=True, related_name="+")
    carries_out = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="carried_out_by")
    registered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    # The action indexes in its own transaction: what is in the register is found from the same moment on.
    search_auto_update = False
    # By the beginnings of words: who looks for "cooperative" means cooperatives too.
    search_fields = [index.AutocompleteField(name) for name in ("found_as", "title", "text", "words")]

    class Meta:
        ordering = ["-cited__taken_on", "-id"]
        indexes = [models.Index(fields=["body", "year", "number"], name="decisions_body_year")]
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "number"], name="decisions_number_once"),
            models.CheckConstraint(
                condition=models.Q(vote=None, number=None)
                | models.Q(vote__isnull=False, number__isnull=False, rules__isnull=False),
                name="decisions_of_a_vote_or_from_paper",
            ),
        ]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return f"{self.cited}: {self.title}"

    @property
    def reference(self) -> str:
        """The number as it is cited."""
        return self.cited.reference

    @property
    def found_as(self) -> str:
        """The number in words of its own: with its slash PostgreSQL would take it for the name of a file."""
        return self.reference.replace("/", " ")


class DecisionSeries(models.Model):
    """The last number that was given to a body in a year."""

    body = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "year"], name="decisions_series_once")]

    def __str__(self) -> str:
        return f"{self.body} {self.year}: {self.last}"
