"""Addresses of the website under a language; the editors' pages follow after these."""

from django.urls import path
from django.views.decorators.http import require_POST

from koinon.doors.website.frame import FOOT, PLACES
from koinon.doors.website.views.apply_arriving import apply, apply_leave, apply_link, apply_sent
from koinon.doors.website.views.apply_step import apply_step
from koinon.doors.website.views.apply_writing import (
    apply_answer,
    apply_check,
    apply_papers,
    apply_remove,
    apply_status,
    apply_withdraw,
)
from koinon.doors.website.views.contact import contact, enquiry_sent
from koinon.doors.website.views.costs import costs, quote
from koinon.doors.website.views.deciding import deciding
from koinon.doors.website.views.decisions import decision, decisions
from koinon.doors.website.views.documents import documents
from koinon.doors.website.views.invitation import invitation
from koinon.doors.website.views.join import join
from koinon.doors.website.views.joining import joining

app_name = "website"
VIEWS = {
    "join": join,
    "joining": joining,
    "costs": costs,
    "documents": documents,
    "contact": contact,
    "deciding": deciding,
    "decisions": decisions,
}
urlpatterns = [
    *(path(f"{place.path}/", VIEWS[place.name], name=place.name) for place in (*PLACES, *FOOT)),
    path("decisions/<uuid:decision>/", decision, name="decision"),
    path("what-it-costs/quote.pdf", quote, name="quote"),
    path("contact/sent/", enquiry_sent, name="enquiry_sent"),
    path("invitation/<slug:letter>/", invitation, name="invitation"),
    path("apply/", apply, name="apply"),
    path("apply/sent/", apply_sent, name="apply_sent"),
    path("apply/link/<str:token>/", apply_link, name="apply_link"),
    path("apply/leave/", apply_leave, name="apply_leave"),
    path("apply/form/<slug:step>/", apply_step, name="apply_step"),
    path("apply/papers/", apply_papers, name="apply_papers"),
    path("apply/papers/remove/", require_POST(apply_remove), name="apply_remove"),
    path("apply/check/", apply_check, name="apply_check"),
    path("apply/status/", apply_status, name="apply_status"),
    path("apply/withdraw/", require_POST(apply_withdraw), name="apply_withdraw"),
    path("apply/answer/", require_POST(apply_answer), name="apply_answer"),
]
