"""Proxies: given by a member, accepted by the holder, revocable until they are used."""

from uuid import UUID

from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.assemblies import ProxyGiven, ProxyMoved
from koinon.core.locking import locked
from koinon.core.refusals import refuse, refuse_not_found
from koinon.rooms.assemblies.drawing import draw_up
from koinon.rooms.assemblies.halls import frozen_roll, proxies_from
from koinon.rooms.assemblies.models import AgendaItem, Meeting, Proxy
from koinon.rooms.assemblies.rules import check_state, meeting_for_update, moment_now, rule_of, take_moment
from koinon.statutes.assembly.proxies import PROXY, holds_enough, why_not_give
from koinon.statutes.assembly.proxies import Proxy as ProxyAsRead
from koinon.statutes.assembly.words import PROXY_REFUSALS

MAY_CHANGE = ("planned", "convened", "open")


def _holder(proxy: UUID) -> UUID | None:
    return Proxy.objects.filter(public_id=proxy).values_list("holder", flat=True).first()


def _giver(proxy: UUID) -> UUID | None:
    return Proxy.objects.filter(public_id=proxy).values_list("giver", flat=True).first()


@action("assemblies.give_proxy", needs="assemblies.represent", over="giver", rule="meetings")
def give_proxy(*, actor: Actor, meeting: UUID, giver: UUID, holder: UUID, items: tuple[UUID, ...] = ()) -> ProxyGiven:
    """Give a member's votes into another's hands, for the whole meeting or for some items."""
    row = meeting_for_update(meeting)
    check_state(row, *MAY_CHANGE)
    if AgendaItem.objects.filter(meeting=row, public_id__in=items).count() != len(set(items)):
        refuse("item_elsewhere", _("A proxy is for items of this meeting."), to_do=_("Choose from its agenda."))
    new = ProxyAsRead("new", str(giver), str(holder), PROXY.initial, tuple(str(item) for item in items))
    roll = frozen_roll(row, moment_now(row, actor)) if row.state == "open" else draw_up(row, actor.today)
    if reason := why_not_give(rule_of(row).proxies, roll, proxies_from(row.proxies.all()), new):
        refuse(f"proxy_{reason}", now_in_words(PROXY_REFUSALS[reason]), to_do=_("Look at the roll and the rules."))
    proxy = Proxy.objects.create(
        meeting=row,
        giver=giver,
        holder=holder,
        items=list(new.items),
        state=new.state,
        given_at=take_moment(row, actor),
        given_by=actor.person,
    )
    row.save(update_fields=["last_at"])
    return ProxyGiven(proxy.public_id, row.public_id, giver, holder, row.rules.hash)


@action("assemblies.accept_proxy", needs="assemblies.represent", over=_holder)
def accept_proxy(*, actor: Actor, proxy: UUID) -> ProxyMoved:
    """Accept a proxy that was given to a member."""
    found, row = _moved(proxy, "accept")
    others = proxies_from(row.proxies.exclude(pk=found.pk))
    rule, (mine,) = rule_of(row).proxies, proxies_from([found])
    if rule is None or holds_enough(rule, others, mine):
        refuse(
            "proxy_holder_has_enough",
            now_in_words(PROXY_REFUSALS["holder_has_enough"]),
            to_do=_("Decline it, so that it can be given to another member."),
        )
    found.accepted_at = take_moment(row, actor)
    return _kept(found, row)


@action("assemblies.decline_proxy", needs="assemblies.represent", over=_holder)
def decline_proxy(*, actor: Actor, proxy: UUID) -> ProxyMoved:
    """Decline a proxy, so that it can be given to another member."""
    found, row = _moved(proxy, "decline")
    found.ended_at = take_moment(row, actor)
    return _kept(found, row)


@action("assemblies.revoke_proxy", needs="assemblies.represent", over=_giver)
def revoke_proxy(*, actor: Actor, proxy: UUID) -> ProxyMoved:
    """Take a proxy back, as long as no vote was cast by it."""
    found, row = _moved(proxy, "revoke")
    found.ended_at = take_moment(row, actor)
    return _kept(found, row)


def _moved(proxy: UUID, event: str) -> tuple[Proxy, Meeting]:
    """The proxy after an event, locked so that nobody casts by it at the same moment."""
    meeting = Meeting.objects.filter(proxies__public_id=proxy).values_list("public_id", flat=True).first()
    if meeting is None:
        refuse_not_found()
    row = meeting_for_update(meeting)
    check_state(row, *MAY_CHANGE)
    found = locked(Proxy.objects.all(), proxy)
    if not PROXY.allows(found.state, event):
        refuse(
            "proxy_state",
            _("This proxy was answered, revoked or used already."),
            kept=_("It stays as it is."),
            to_do=_("Look at it as it stands now."),
        )
    found.state = PROXY.apply(found.state, event)
    return found, row


def _kept(found: Proxy, row: Meeting) -> ProxyMoved:
    found.save(update_fields=["state", "accepted_at", "ended_at"])
    row.save(update_fields=["last_at"])
    return ProxyMoved(found.public_id, row.public_id, found.state)
