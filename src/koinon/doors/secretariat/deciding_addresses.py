"""Addresses about bodies and what they decide: seats, meetings, decisions, plans, minutes."""

from django.urls import path
from django.urls.resolvers import URLPattern

from koinon.doors.secretariat.decision_addresses import about_decisions, about_plans
from koinon.doors.secretariat.views import (
    bodies,
    body_steps,
    meeting,
    meeting_agenda,
    meeting_letters,
    meeting_members,
    meeting_proxies,
    meeting_roll,
    meeting_steps,
    meeting_voter,
    meeting_votes,
    meeting_writing,
    meetings,
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
about_meetings = [
    path("meetings/", meetings.Meetings.as_view(), name="meetings"),
    path("meetings/plan/", meeting_steps.PlanMeeting.as_view(), name="meeting-plan"),
    path("meetings/ask/", meeting_writing.AskInWriting.as_view(), name="meeting-ask"),
    path("meetings/<uuid:meeting>/", meeting.MeetingPage.as_view(), name="meeting"),
    path("meetings/items/<uuid:point>/", meeting_agenda.ItemPage.as_view(), name="meeting-item"),
    path("meetings/items/<uuid:point>/paper/", meeting_members.PutPaper.as_view(), name="put-paper"),
    path("meetings/items/<uuid:point>/support/", meeting_members.Support.as_view(), name="meeting-support"),
    path("meetings/<uuid:meeting>/roll/<uuid:voter>/", meeting_voter.VoterPage.as_view(), name="meeting-voter"),
    path(
        "meetings/<uuid:meeting>/roll/<uuid:voter>/delegate/",
        meeting_voter.NameDelegate.as_view(),
        name="meeting-delegate",
    ),
    path("meetings/<uuid:meeting>/proxies/give/", meeting_proxies.GiveProxy.as_view(), name="give-proxy"),
    *(
        path(f"meetings/proxies/<uuid:proxy>/{name}/", view.as_view(), name=f"proxy-{name}")
        for name, view in (
            ("accept", meeting_proxies.AcceptProxy),
            ("decline", meeting_proxies.DeclineProxy),
            ("revoke", meeting_proxies.RevokeProxy),
        )
    ),
    path("meetings/votes/<uuid:vote>/", meeting_votes.VotePage.as_view(), name="meeting-vote"),
    path("meetings/items/<uuid:point>/file/", meeting_agenda.FileMotion.as_view(), name="file-motion"),
    *(
        path(f"meetings/<uuid:meeting>/{name}/", view.as_view(), name=f"meeting-{name}")
        for name, view in (
            ("agenda", meeting_agenda.SetAgenda),
            ("chair", meeting_steps.NameChair),
            ("convene", meeting_steps.Convene),
            ("cancel", meeting_steps.Cancel),
            ("letters", meeting_letters.Letters),
            ("propose", meeting_members.Propose),
            ("roll", meeting_roll.RollList),
            ("proxies", meeting_proxies.Proxies),
            ("close-answers", meeting_writing.CloseAnswers),
            ("close-question", meeting_writing.CloseQuestion),
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
