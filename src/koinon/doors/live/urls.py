"""Addresses of this door: all of one meeting."""

from django.urls import path
from django.urls.resolvers import URLPattern

from koinon.doors.live.chair_steps import STEPS
from koinon.doors.live.views import agenda, chair, door, elections, on_paper, phone, putting, screen, tellers

app_name = "live"
urlpatterns: list[URLPattern] = [
    path("<uuid:meeting>/", phone.phone, name="phone"),
    path("<uuid:meeting>/now/", phone.phone_now, name="phone-now"),
    path("<uuid:meeting>/on-paper.pdf", on_paper.on_paper, name="on_paper"),
    path("<uuid:meeting>/presence/", phone.presence, name="presence"),
    path("<uuid:meeting>/interest/", phone.interest, name="interest"),
    path("<uuid:meeting>/cast/<uuid:vote>/", phone.cast, name="cast"),
    path("<uuid:meeting>/agenda/", agenda.agenda, name="agenda"),
    path("<uuid:meeting>/screen/", screen.screen, name="screen"),
    path("<uuid:meeting>/screen/now/", screen.screen_now, name="screen-now"),
    path("<uuid:meeting>/count/<uuid:vote>/", tellers.count, name="count"),
    path("<uuid:meeting>/count/<uuid:vote>/confirm/", tellers.confirm, name="confirm-count"),
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
