"""A meeting of the spring on the matrix's stage, with signed minutes that members may read."""

from datetime import date
from uuid import UUID

from koinon.rooms.assemblies.actions import (
    ItemDetails,
    MeetingDetails,
    check_in,
    close_meeting,
    complete_minutes,
    convene,
    draft_minutes,
    open_meeting,
    plan_meeting,
    set_agenda,
    sign_minutes,
)
from koinon.rooms.assemblies.minutes import WrittenWords
from tests.world import World, moment

PLANNED, HELD = date(2026, 2, 2), date(2026, 3, 12)


def signed_minutes(world: World) -> UUID:
    """Held by one delegate alone, for want of the others; its minutes are signed on paper."""
    details = MeetingDetails("assembly", "on_site", moment(HELD, 9), place="Brussels")
    early, on_the_day = (world.actor("secretary_general", day) for day in (PLANNED, HELD))
    meeting = plan_meeting(actor=early, details=details).meeting
    set_agenda(actor=early, meeting=meeting, items=[ItemDetails("minutes")], seen_version=1)
    convene(actor=early, meeting=meeting, seen_version=2)
    check_in(actor=on_the_day, meeting=meeting, person=world.people["delegate"])
    open_meeting(actor=on_the_day, meeting=meeting)
    close_meeting(actor=on_the_day, meeting=meeting)
    draft_minutes(actor=on_the_day, meeting=meeting)
    complete_minutes(actor=on_the_day, meeting=meeting, words=WrittenWords(keeper="Ilse"), seen_version=1)
    sign_minutes(actor=on_the_day, meeting=meeting, seen_version=2, on_paper=True)
    return meeting
