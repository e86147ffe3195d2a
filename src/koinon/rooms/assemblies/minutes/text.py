"""The text of minutes: an account and the words beside it as sections, which page and paper show alike."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily
from django.utils.translation import ngettext

from koinon.adapters.pdf import MinutesPart, MinutesSection, MinutesTable
from koinon.core.refusals import Words
from koinon.core.words import day_in_words
from koinon.rooms.assemblies.minutes.account import Account, HeldProxy, Line, Stay, WrittenWords
from koinon.rooms.assemblies.minutes.items import item_section, paragraphs

PROXY_STATES: dict[str, Words] = {
    "given": lazily("given, not accepted"),
    "declined": lazily("declined"),
    "revoked": lazily("revoked"),
    "accepted": lazily("not used"),
    "used": lazily("used"),
}


def sections_of(account: Account, words: WrittenWords) -> tuple[MinutesSection, ...]:
    """All sections in order, in the language of the account; some may be empty still."""
    with translation.override(account.language):
        return (
            _convening(account),
            MinutesSection(_("Opening"), _written(words.opening), "opening"),
            _attendance(account),
            _quorum(account),
            *(item_section(account, item, words.items.get(item.id, "")) for item in account.items),
            MinutesSection(_("Incidents"), (*_stopped(account), *_written(words.incidents)), "incidents"),
            MinutesSection(_("Closing"), _written(words.closing), "closing"),
        )


def facts_of(account: Account, words: WrittenWords) -> tuple[tuple[str, str], ...]:
    """What stands at the head: body, day, place, who presided, who kept the minutes, from when to when."""
    with translation.override(account.language):
        pairs = (
            (_("Body"), account.body),
            (_("Day"), day_in_words(account.on)),
            (_("Place"), " · ".join(part for part in (account.place, account.online_address) if part)),
            (_("How one took part"), account.kind),
            (_("Opened"), _moment(account, account.opened)),
            (_("Closed"), _moment(account, account.closed)),
            (_("Presided by"), account.chair or ("" if account.written else _("nobody on record as the chair"))),
            (_("Minutes kept by"), words.keeper or _("not named yet")),
            (_("Held by the rules of"), account.rulebook),
        )
        return tuple(pair for pair in pairs if pair[1])


def _moment(account: Account, moment: datetime | None) -> str:
    if moment is None:
        return ""
    words = {"hour": f"{moment:%H:%M}", "day": day_in_words(moment.date()), "zone": account.time_zone}
    if moment.date() == account.on:
        return _("%(hour)s (%(zone)s)") % words
    return _("%(day)s, %(hour)s (%(zone)s)") % words


def _written(text: str) -> tuple[MinutesPart, ...]:
    found = paragraphs(text)
    return (MinutesPart(written=found),) if found else ()


def _stopped(account: Account) -> tuple[MinutesPart, ...]:
    """The votes that were stopped, as the records have them."""
    said = tuple(
        _("%(hour)s: the vote on “%(about)s” was stopped and held anew. %(reason)s")
        % {"hour": f"{vote.opened:%H:%M}", "about": vote.about, "reason": vote.reason}
        for item in account.items
        for vote in item.votes
        if vote.state == "stopped"
    )
    return (MinutesPart(words=said),) if said else ()


def _convening(account: Account) -> MinutesSection:
    given = account.convocation
    said = []
    if account.written:
        said.append(_("The question was asked in writing; nobody came together."))
    if given.at is not None and not account.written:
        said.append(_("The convocation was sent on %(day)s.") % {"day": day_in_words(given.at.date())})
    if given.sentence:
        said.append(given.sentence)
    if given.number == 2:
        said.append(_("It was the second convocation: the first meeting had no quorum."))
    late = "" if given.in_time else _("The convocation was sent late.")
    agenda = MinutesTable(
        "", (_("Item"), _("Agenda")), tuple((str(item.position), item.title) for item in account.items), (0,)
    )
    part = MinutesPart(verdict=late, tone="attention", words=tuple(said))
    return MinutesSection(_("Convocation and agenda"), (part, MinutesPart(table=agenda)))


def _attendance(account: Account) -> MinutesSection:
    roll = account.roll
    weights = [f"{weight}: {total}" for weight, total in zip(roll.weights, roll.totals, strict=True)]
    sentence = _("The roll was frozen as of %(day)s: %(entitled)s may vote. Votes: %(weights)s.") % {
        "day": day_in_words(roll.on),
        "entitled": roll.entitled,
        "weights": "; ".join(weights),
    }
    head = MinutesPart(
        words=(sentence, _counted(account)),
        facts=((_("Hash of the roll"), roll.hash),) if roll.hash else (),
    )
    parts = [head, MinutesPart(table=_lines(account))]
    if account.others:
        there = tuple((one.person, stays_text(one.stays)) for one in account.others)
        table = MinutesTable("", (_("Name"), _("There")), there)
        parts.append(MinutesPart(_("Also there"), table=table))
    parts += _withheld(account)
    if account.proxies:
        parts.append(MinutesPart(_("Proxies"), table=_proxies(account.proxies)))
    return MinutesSection(_("Attendance and roll"), tuple(parts))


def _counted(account: Account) -> str:
    """How many were there, and how."""
    numbers = {way: sum(line.came == way for line in account.roll.lines) for way in ("there", "proxy", "answered")}
    if account.written:
        answered = numbers["answered"]
        return ngettext("%(n)s answered.", "%(n)s answered.", answered) % {"n": answered}
    return _("There: %(there)s; represented by proxy: %(proxy)s; absent: %(absent)s.") % {
        **numbers,
        "absent": account.roll.entitled - numbers["there"] - numbers["proxy"],
    }


def _lines(account: Account) -> MinutesTable:
    columns = (_("On the roll"), *account.roll.weights, _("Represented by"), _("There"))
    rows = tuple((_named(line), *line.votes, *_how(line)) for line in account.roll.lines)
    return MinutesTable("", columns, rows, tuple(range(1, 1 + len(account.roll.weights))))


def _named(line: Line) -> str:
    detail = ", ".join(part for part in (line.group, line.country) if part)
    return f"{line.member} ({detail})" if detail else line.member


def _how(line: Line) -> tuple[str, str]:
    if line.came == "there":
        return _people(line), "; ".join(stays_text(one.stays) for one in line.people)
    said = {
        "proxy": _("proxy to %(holder)s") % {"holder": line.by},
        "absent": _("absent"),
        "answered": _("answered"),
        "silent": _("did not answer"),
    }
    return said[line.came], ""


def _people(line: Line) -> str:
    names = [one.person for one in line.people]
    return "" if names == [line.member] else ", ".join(names)


def stays_text(stays: tuple[Stay, ...]) -> str:
    """From when to when, and whether from afar, such as "10:02–12:30 online"."""
    return ", ".join(
        f"{stay.begins:%H:%M}–{stay.ends:%H:%M}" + (f" {_('online')}" if stay.online else "")
        if stay.ends
        else f"{stay.begins:%H:%M}–" + (f" {_('online')}" if stay.online else "")
        for stay in stays
    )


def _withheld(account: Account) -> list[MinutesPart]:
    roll, found = account.roll, []
    suspended = tuple((row.member, row.why) for row in roll.withheld if row.suspended)
    others = tuple((row.member, row.why) for row in roll.withheld if not row.suspended)
    columns = (_("On the roll"), _("Why"))
    if suspended:
        found.append(MinutesPart(_("Votes withheld"), table=MinutesTable("", columns, suspended)))
    if roll.waivers:
        rows = tuple((row.member, row.decision) for row in roll.waivers)
        table = MinutesTable("", (_("On the roll"), _("Decision")), rows)
        found.append(MinutesPart(_("Waivers: these vote by a decision"), table=table))
    if others:
        found.append(MinutesPart(_("Without a vote"), table=MinutesTable("", columns, others)))
    return found


def _proxies(proxies: tuple[HeldProxy, ...]) -> MinutesTable:
    rows = tuple((row.giver, row.holder, _scope(row), str(PROXY_STATES.get(row.state, row.state))) for row in proxies)
    return MinutesTable("", (_("Given by"), _("Held by"), _("For"), _("Used or not")), rows)


def _scope(row: HeldProxy) -> str:
    if not row.items:
        return _("the whole meeting")
    return _("items %(places)s") % {"places": ", ".join(str(place) for place in row.items)}


def _quorum(account: Account) -> MinutesSection:
    found = account.quorum
    if found is None:
        return MinutesSection(_("Quorum"), ())
    verdict = _("There was a quorum.") if found.met else _("There was no quorum.")
    stated = tuple(
        _("Stated at %(hour)s: %(said)s.")
        % {"hour": f"{at:%H:%M}", "said": _("there is a quorum") if met else _("there is no quorum")}
        for at, met in found.stated
    )
    part = MinutesPart(verdict=verdict, tone="good" if found.met else "wrong", words=(*found.sentences, *stated))
    return MinutesSection(_("Quorum"), (part,))
