"""The rulebook: which versions were adopted, what each says, and what it changed."""

from collections.abc import Sequence
from difflib import unified_diff
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.secretariat.rule_tables import fee_tables
from koinon.doors.shared.words import long_date
from koinon.rooms.people.queries import names_of
from koinon.rooms.rulebook.models import RulebookVersion
from koinon.rooms.rulebook.queries import changed_files, rulebook_of_version, version_in_force, versions
from koinon.statutes.rulebook import NoRuleInForce, Rulebook

CONTEXT_LINES = 2


class Versions(DeskPage):
    """All adopted versions."""

    needs = "rulebook.see"
    template_name = "secretariat/rulebook.html"
    page_title = _("Rulebook")
    header_icon = "list-ol"

    def content(self) -> dict[str, Any]:
        """The versions, the one in force marked."""
        rows = list(versions().defer("texts"))
        try:
            now = version_in_force(self.actor.today).pk
        except NoRuleInForce:
            now = None
        return {"versions": rows, "in_force": now, "names": names_of(row.adopted_by for row in rows)}


class OfVersion(DeskPage):
    """A page about one version."""

    needs = "rulebook.see"
    header_icon = "list-ol"

    def prepare(self) -> None:
        """Find the version."""
        found = versions().filter(public_id=self.kwargs["version"]).first()
        if found is None:
            raise Http404
        self.version: RulebookVersion = found

    @property
    def name(self) -> str:
        """Since when it is in force."""
        return str(_("In force from %(day)s") % {"day": long_date(self.version.in_force_from)})

    @cached_property
    def before(self) -> RulebookVersion | None:
        """The version before this one."""
        later = [row.pk for row in versions().defer("texts") if self._follows(row)]
        return versions().filter(pk=later[0]).first() if later else None

    def _follows(self, row: RulebookVersion) -> bool:
        return (row.in_force_from, row.pk) < (self.version.in_force_from, self.version.pk)

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The versions, this one."""
        page = reverse("desk:rulebook-version", args=[self.version.public_id])
        return ((_("Rulebook"), reverse("desk:rulebook")), (self.name, page))


class VersionPage(OfVersion):
    """What a version says: choices, categories, fees, rights, offices."""

    template_name = "secretariat/rulebook_version.html"

    def get_page_title(self) -> str:
        """Since when."""
        return self.name

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The versions."""
        return super().trail()[:1]

    def content(self) -> dict[str, Any]:
        """The rules, readable."""
        rules: Rulebook = rulebook_of_version(self.version)
        return {
            "version": self.version,
            "rules": rules,
            "categories": rules.categories_by_rank(),
            "criteria": [
                (category, [rule for rule in rules.criteria.values() if rule.category == category.key])
                for category in rules.categories_by_rank()
            ],
            "fees": fee_tables(rules),
            "rights": [
                (right, [category.key in right.categories for category in rules.categories_by_rank()])
                for right in rules.entitlements.values()
            ],
            "files": sorted(self.version.texts),
            "before": self.before,
            "changed": changed_files(self.before, self.version) if self.before else [],
        }


class VersionFile(OfVersion):
    """The text of one file of a version."""

    template_name = "secretariat/rulebook_file.html"

    def prepare(self) -> None:
        """Find the file."""
        super().prepare()
        if self.kwargs["file"] not in self.version.texts:
            raise Http404
        self.file: str = self.kwargs["file"]

    def get_page_title(self) -> str:
        """Its name."""
        return self.file

    def content(self) -> dict[str, Any]:
        """Its text."""
        return {"version": self.version, "text": self.version.texts[self.file]}


class VersionChanges(OfVersion):
    """What a version changed, file by file."""

    template_name = "secretariat/rulebook_changes.html"
    page_title = _("What this version changed")

    def content(self) -> dict[str, Any]:
        """The lines that differ from the version before."""
        if self.before is None:
            raise Http404
        files = changed_files(self.before, self.version)
        return {
            "version": self.version,
            "before": self.before,
            "files": [(name, self._lines(name)) for name in files],
        }

    def _lines(self, name: str) -> list[tuple[str, str]]:
        old = self.before.texts.get(name, "").splitlines() if self.before else []
        new = self.version.texts.get(name, "").splitlines()
        kinds = {"+": "added", "-": "removed", "@": "place", " ": "same"}
        return [
            (kinds[line[:1] or " "], line)
            for line in unified_diff(old, new, lineterm="", n=CONTEXT_LINES)
            if not line.startswith(("+++", "---"))
        ]
