"""Minutes as a paper: made from the version until they are approved, and kept as it was approved from then on."""

from collections.abc import Collection, Iterable

from django.utils import translation
from django.utils.translation import gettext as _

from koinon.adapters import pdf, storage
from koinon.adapters.pdf import MinutesPaper, MinutesPart, MinutesSection
from koinon.core.refusals import refuse
from koinon.core.words import day_in_words
from koinon.rooms.assemblies.minutes.account import account_from, words_from
from koinon.rooms.assemblies.minutes.text import facts_of, sections_of
from koinon.rooms.assemblies.models import Minutes, MinutesVersion
from koinon.rooms.dues.papers import issuer
from koinon.rooms.organisations.queries import confederation
from koinon.rooms.people.queries import names_of


@storage.keeps_files("assemblies")
def papers_kept(digests: Collection[str]) -> Iterable[str]:
    """Of some files, those that are approved minutes."""
    return Minutes.objects.filter(paper__in=digests).values_list("paper", flat=True)


def minutes_pdf(row: Minutes, version: MinutesVersion) -> bytes:
    """The PDF of a version; of the approved one always the bytes that were kept when it was approved."""
    if row.paper and version.pk == row.signed_id:
        return storage.private_store().get(row.paper)
    return pdf.render_minutes(minutes_paper(row, version))


def keep_paper(row: Minutes, version: MinutesVersion) -> str:
    """Make the paper of minutes that are being approved, and keep it; gives its checksum."""
    return storage.private_store().put(pdf.render_minutes(minutes_paper(row, version)))


def minutes_paper(row: Minutes, version: MinutesVersion) -> MinutesPaper:
    """Everything that stands on the page and on the paper of a version."""
    house = confederation()
    if house is None:
        refuse("no_confederation", _("The confederation's own record is missing."))
    account, words = account_from(version.account.happened), words_from(version.words)
    with translation.override(account.language):
        return MinutesPaper(
            language=account.language,
            issuer=issuer(house),
            title=_("Minutes: %(body)s, %(day)s") % {"body": account.body, "day": day_in_words(account.on)},
            subtitle=" · ".join(part for part in (account.place, account.kind) if part),
            facts=facts_of(account, words),
            sections=(*(part for part in sections_of(account, words) if part.parts), sign_off(row, version)),
            written_at=row.approved_at or version.written_at,
            mark=mark_of(row, version),
            notes=_notes(version),
        )


def mark_of(row: Minutes, version: MinutesVersion) -> str:
    """What stands over every page until minutes are approved; empty from then on."""
    words = {"number": version.number}
    if version.pk != row.signed_id:
        return _("DRAFT · version %(number)s, not signed by the chair") % words
    return "" if row.approved_at else _("DRAFT until approved · version %(number)s, signed by the chair") % words


def sign_off(row: Minutes, version: MinutesVersion) -> MinutesSection:
    """Who wrote this version, who signed it, when it was sent, which vote approved it."""
    signed, vote = version.pk == row.signed_id, row.meeting.minutes_approved_by
    names = names_of([version.written_by, row.signed_by if signed else None])
    pairs = [(_("Version"), str(version.number))]
    if version.reason:
        pairs.append((_("Corrected because"), version.reason))
    pairs.append((_("Written"), _by(names.get(version.written_by, ""), day_in_words(version.written_at.date()))))  # type: ignore[arg-type]
    if signed and row.signed_at:
        said = _by(names.get(row.signed_by, ""), day_in_words(row.signed_at.date()))  # type: ignore[arg-type]
        on_paper = _("signed on paper by the chair; recorded by %(said)s") % {"said": said}
        pairs.append((_("Signed"), on_paper if row.signed_on_paper else said))
    else:
        pairs.append((_("Signed"), _("not yet")))
    if row.approved_at and vote is not None:
        day = day_in_words(vote.meeting.meeting_on)
        pairs.append((_("Approved"), _("by a vote of the meeting of %(day)s") % {"day": day}))
    else:
        pairs.append((_("Approved"), _("not yet")))
    return MinutesSection(_("Sign-off"), (MinutesPart(facts=tuple(pairs)),))


def _by(name: str, day: str) -> str:
    return _("%(name)s, %(day)s") % {"name": name, "day": day} if name else day


def _notes(version: MinutesVersion) -> tuple[str, ...]:
    return (_("Drawn from the records of the meeting; SHA-256 of this version: %(hash)s") % {"hash": version.hash},)
