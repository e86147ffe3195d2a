"""One vote at the desk: its result with the account, and who cast what, as it was said by name."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.secretariat.views.meetings import OfMeeting
from koinon.doors.shared import words
from koinon.doors.shared.vote_accounts import candidate_ids, choice_words, outcome_pill, vote_account
from koinon.rooms.assemblies.halls import weights_from
from koinon.rooms.assemblies.models import Ballot, HandCount, RollLine, Vote
from koinon.rooms.assemblies.queries import meeting_seen, visible_votes
from koinon.rooms.people.queries import names_of
from koinon.statutes.assembly.vote_words import number_text

VIAS: Mapping[str, Words] = {"delegate": "", "substitute": _("as substitute"), "proxy": _("by proxy")}


class VotePage(OfMeeting):
    """The page."""

    template_name = "secretariat/meeting_vote.html"
    header_icon = "date"
    vote: Vote

    def prepare(self) -> None:
        """Find the vote and its meeting."""
        found = visible_votes(self.actor).select_related("motion").filter(public_id=self.kwargs["vote"]).first()
        if found is None:
            raise Http404
        self.vote = found
        meeting = meeting_seen(self.actor, found.meeting.public_id)
        assert meeting is not None
        self.meeting = meeting

    def get_page_title(self) -> str:
        """What was put to the vote."""
        return vote_title(self.vote)

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list, the meeting, the item."""
        item = (words.say(self.vote.item.label), reverse("desk:meeting-item", args=[self.vote.item.public_id]))
        return (*super().trail(), item)

    def content(self) -> dict[str, Any]:
        """The account, the ballots, the tellers' sheets."""
        vote = self.vote
        ballots = list(Ballot.objects.filter(vote=vote).order_by("cast_at", "id")) if vote.state != "open" else []
        counts = list(HandCount.objects.filter(vote=vote))
        people = {ballot.person for ballot in ballots} | {count.teller for count in counts} | candidate_ids([vote])
        names = {str(person): name for person, name in names_of(people).items()}
        lines = RollLine.objects.filter(roll__meeting=self.meeting).values_list("member", "name")
        members = {str(member): name for member, name in lines} if ballots else {}
        return {
            "vote": vote,
            "meeting": self.meeting,
            "outcome": outcome_pill(vote),
            "account": vote_account(vote, names, str(_("Result"))),
            "ballots": [self._ballot(ballot, names, members) for ballot in ballots],
            "tellers": [names.get(str(count.teller), "") for count in counts],
            "cast": Ballot.objects.filter(vote=vote).count() if vote.state == "open" else len(ballots),
        }

    @staticmethod
    def _ballot(ballot: Ballot, names: Mapping[str, str], members: Mapping[str, str]) -> dict[str, Any]:
        chosen = tuple(names.get(name, name) for name in ballot.names)
        return {
            "member": members.get(str(ballot.member), ""),
            "person": names.get(str(ballot.person), ""),
            "via": VIAS.get(ballot.via, ballot.via),
            "choice": choice_words(ballot.choice, chosen),
            "votes": ", ".join(number_text(votes) for votes in weights_from(ballot.weights).values()),
        }


def vote_title(vote: Vote) -> str:
    """What was put to the vote: the motion, or the item as it stands."""
    return vote.motion.title if vote.motion else words.say(vote.item.label)


def vote_lines(votes: Sequence[Vote]) -> list[dict[str, Any]]:
    """Votes for a meeting's page."""
    return [{"row": vote, "title": vote_title(vote), "outcome": outcome_pill(vote)} for vote in votes]
