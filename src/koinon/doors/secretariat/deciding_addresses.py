"""Addresses about bodies and what they decide: seats, meetings, decisions, plans, minutes."""

from django.urls import path
from django.urls.resolvers import URLPattern

from koinon.doors.secretariat.decision_addresses import about_decisions, about_plans
from koinon.doors.secretariat.meeting_addresses import about_meetings
from koinon.doors.secretariat.views import (
    bodies,
    body_steps,
    minutes,
    minutes_steps,
)

about_bodies = [
    path("bodies/", bodies.Bodies.as_view(), name="bodies"),
    path("bodies/<slug:body>/", bodies.BodyPage.as_view(), name="body"),
    path("bodies/<slug:body>/elect/", body_steps.Elect.as_view(), name="elect"),
    *(
        path(f"bodies/seats/<uuid:seat>/{name}/", view.as_view(), name=f"seat-{name}")
        for name, view in (
            ("replace", body_steps.Replace),
            ("co-opt", body_steps.CoOpt),
            ("resign", body_steps.Resign),
            ("end", body_steps.EndSeat),
            ("publish", body_steps.Publish),
            ("describe", body_steps.Describe),
        )
    ),
]
about_minutes = [
    path("meetings/<uuid:meeting>/minutes/", minutes.MinutesPage.as_view(), name="minutes"),
    path("meetings/<uuid:meeting>/minutes/minutes.pdf", minutes.MinutesPaperFile.as_view(), name="minutes-pdf"),
    *(
        path(f"meetings/<uuid:meeting>/minutes/{name}/", view.as_view(), name=f"minutes-{name}")
        for name, view in (
            ("draft", minutes_steps.DraftMinutes),
            ("correct", minutes_steps.CorrectMinutes),
            ("sign", minutes_steps.SignMinutes),
            ("send", minutes_steps.SendMinutes),
            ("approve", minutes_steps.ApproveMinutes),
        )
    ),
]
about_deciding: list[URLPattern] = [
    *about_bodies,
    *about_meetings,
    *about_decisions,
    *about_plans,
    *about_minutes,
]
