"""The minutes of last year's Assembly: drafted, completed, signed and sent; the coming one approves them."""

from collections.abc import Mapping, Sequence

from koinon.doors.demo.network.assembly import ASSEMBLY, Hall
from koinon.doors.demo.network.steps import Network
from koinon.rooms.assemblies.actions import complete_minutes, draft_minutes, send_minutes, sign_minutes
from koinon.rooms.assemblies.minutes import WrittenWords
from koinon.rooms.assemblies.models import AgendaItem, Meeting

KEEPER = "secretary_general"
SAID: Mapping[str, str] = {
    "activity_report": "The report was presented by the secretary general.\n"
    "Members asked for more figures on business transfers to employees; they come with the next report.",
    "accounts": "The treasurer explained why the reserve grew less than planned.",
    "fees": "Some delegates asked to wait a year. The treasurer recalled that the tranches had stood still for five.",
    "working_plan": "The study on business transfers is shared with the network affiliates.",
}


def keep(network: Network, _keys: Sequence[str]) -> None:
    """The secretary general keeps the minutes, and whoever presided signs them."""
    meeting = Meeting.objects.get(body=ASSEMBLY, starts_at__year=network.year)
    secretary = network.office(KEEPER)
    draft_minutes(actor=secretary, meeting=meeting.public_id)
    words = WrittenWords(
        keeper=network.staff[KEEPER].name,
        opening="The chair welcomed the delegates, those in the hall and those online, and thanked the host.",
        items={str(row.public_id): SAID[row.key] for row in AgendaItem.objects.filter(meeting=meeting, key__in=SAID)},
        incidents="The sound of the online room failed for some minutes before the second item; nothing was put to the"
        " vote meanwhile.",
        closing="The chair thanked those who leave the Board, and closed the meeting.",
    )
    complete_minutes(actor=network.office(KEEPER), meeting=meeting.public_id, words=words, seen_version=1)
    sign_minutes(actor=Hall(network, meeting.public_id).chair(), meeting=meeting.public_id, seen_version=2)
    send_minutes(actor=network.office(KEEPER), meeting=meeting.public_id, seen_version=3)
