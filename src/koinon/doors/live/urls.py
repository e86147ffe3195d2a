"""Addresses of this door: all of one meeting."""

from django.urls import path
from django.urls.resolvers import URLPattern

from koinon.doors.live.chair_steps import STEPS
from koinon.doors.live.views import chair, door, elections, phone, putting

app_name = "live"
urlpatterns: list[URLPattern] = [
    path("<uuid:meeting>/", phone.phone, name="phone"),
    path("<uuid:meeting>/chair/", chair.chair, name="chair"),
    path("<uuid:meeting>/chair/now/", chair.now, name="chair-now"),
    path("<uuid:meeting>/chair/motion/", putting.motion, name="chair-motion"),
    path("<uuid:meeting>/chair/rank/", putting.rank, name="chair-rank"),
    path("<uuid:meeting>/chair/question/", putting.question, name="chair-question"),
    path("<uuid:meeting>/chair/election/", elections.election, name="chair-election"),
    *(path(f"<uuid:meeting>/chair/{name}/", chair.step(name), name=f"chair-{name}") for name in STEPS),
    path("<uuid:meeting>/door/", door.door, name="door"),
    path("<uuid:meeting>/door/note/", door.note, name="door-note"),
]
