"""Addresses of this door: all of one meeting."""

from django.urls import path
from django.urls.resolvers import URLPattern

from koinon.doors.live.views import on_paper, phone

app_name = "live"
urlpatterns: list[URLPattern] = [
    path("<uuid:meeting>/", phone.phone, name="phone"),
    path("<uuid:meeting>/on-paper.pdf", on_paper.on_paper, name="on_paper"),
]
