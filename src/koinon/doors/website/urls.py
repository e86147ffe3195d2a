"""Addresses of the website under a language; the editors' pages follow after these."""

from django.urls import path

from koinon.doors.website.frame import PLACES
from koinon.doors.website.views.contact import contact, enquiry_sent
from koinon.doors.website.views.costs import costs, quote
from koinon.doors.website.views.documents import documents
from koinon.doors.website.views.invitation import invitation
from koinon.doors.website.views.join import join
from koinon.doors.website.views.joining import joining

app_name = "website"
VIEWS = {"join": join, "joining": joining, "costs": costs, "documents": documents, "contact": contact}
urlpatterns = [
    *(path(f"{place.path}/", VIEWS[place.name], name=place.name) for place in PLACES),
    path("what-it-costs/quote.pdf", quote, name="quote"),
    path("contact/sent/", enquiry_sent, name="enquiry_sent"),
    path("invitation/<slug:letter>/", invitation, name="invitation"),
]
