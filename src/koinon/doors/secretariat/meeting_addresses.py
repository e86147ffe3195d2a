"""Addresses of the desk's pages for meetings."""

from django.urls import path

from koinon.doors.secretariat.views import (
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
)

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
