"""Addresses of the website under a language; the editors' pages follow after these."""

from django.urls import path

from koinon.doors.website.frame import PLACES
from koinon.doors.website.views.contact import contact, enquiry_sent
from koinon.doors.website.views.costs import costs
from koinon.doors.website.views.join import join
from koinon.doors.website.views.joining import joining

app_name = "website"
VIEWS = {"join": join, "joining": joining, "costs": costs, "contact": contact}
urlpatterns = [
    *(path(f"{place.path}/", VIEWS[place.name], name=place.name) for place in PLACES),
    path("contact/sent/", enquiry_sent, name="enquiry_sent"),
]
