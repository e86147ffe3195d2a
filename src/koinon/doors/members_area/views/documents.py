"""The library as a member finds it: what everybody may open, and what is for members and their bodies."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from koinon.doors.members_area.visit import DOOR, Visit, about_organisation, for_members
from koinon.doors.shared.entrance import actor_of
from koinon.doors.shared.library import by_kind, shown_documents
from koinon.rooms.documents.models import Document
from koinon.rooms.documents.queries import Reach, documents_within, holding, reach_of
from koinon.rooms.organisations.queries import visible_organisations


class LibraryFilter(forms.Form):
    """Words to look for, and what to narrow by; a value that makes no sense narrows nothing."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("Any kind")), *Document.Kind.choices])
    level = forms.ChoiceField(label=_("For whom"), required=False)

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_to = {"public": True, "members": reach.members, "body": bool(reach.bodies)}
        offered = [pair for pair in Document.Level.choices if reach.everything or open_to[pair[0]]]
        self.fields["level"].choices = [("", _("Any level")), *offered]

    def chosen(self) -> dict[str, Any]:
        """What was asked for, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


@for_members
def library(request: HttpRequest) -> HttpResponse:
    """The library of an organisation one speaks for; the way in for who speaks for none."""
    actor = actor_of(request, DOOR)
    held = visible_organisations(actor).filter(public_id__in=actor.mandates).order_by("name", "id").first()
    return redirect("members:documents", organisation=held.public_id) if held else redirect("members:home")


@about_organisation
def documents(visit: Visit) -> HttpResponse:
    """All documents that the visitor may open, narrowed by words, kind and level."""
    reach = reach_of(visit.actor)
    form = LibraryFilter(visit.request.GET, reach=reach)
    asked = form.chosen()
    rows = documents_within(reach).filter(withdrawn_on=None, editions__isnull=False).distinct()
    rows = rows.filter(**{name: asked[name] for name in ("kind", "level") if name in asked})
    found = shown_documents(holding(rows, asked.get("q", "")), visit.actor.today)
    context = {
        "kinds": by_kind(found),
        "filters": form,
        "filtering": bool(asked),
        "levels": True,
        "closed": not (reach.everything or reach.members),
    }
    return visit.show("documents", "documents.html", context)
