"""Who may come where: a few rules by door, and the exceptions, each with its reason."""

from collections.abc import Mapping

from tests.doors.matrix.addresses import Address
from tests.doors.matrix.cast import PRESIDE, Someone
from tests.doors.matrix.visits import Answer

Statuses = frozenset[int]
SHOWN: Statuses = frozenset({200, 301, 302, 304})
NOTHING_HERE: Statuses = frozenset({404})
WRONG_METHOD: Statuses = frozenset({405})
# What a form answers: gone on, shown again, not yours, not there, not by this method, overtaken, wrong, too often.
ANSWERED: Statuses = frozenset({200, 302, 400, 403, 404, 405, 409, 422, 429})
NOT_YOURS: Statuses = frozenset({403})
SIGN_IN: Statuses = frozenset({302})

# (kind of person or "*", key of the address, method) -> what is allowed instead, and why.
EXCEPTIONS: Mapping[tuple[str, str, str], tuple[Statuses, str]] = {
    ("auditor", "desk:invoice-paper", "GET"): (SHOWN | NOTHING_HERE, "There is no paper before an invoice is issued."),
    ("auditor", "desk:outcome", "GET"): (SHOWN | NOTHING_HERE, "There is no outcome before a batch was run."),
    **{
        ("*", f"members:own_meeting{page}", "GET"): (SHOWN | NOTHING_HERE, "A meeting is shown to those it calls.")
        for page in ("", "_roll", "_calendar")
    },
    **{
        ("*", key, "POST"): (ANSWERED | {500}, "Wagtail breaks on a form that no browser sends; only editors reach it.")
        for key in (
            "wagtailadmin_pages:add",
            "wagtailadmin_pages:edit",
            "wagtailadmin_pages:copy",
            "wagtailadmin_pages:revisions_revert",
            "wagtailadmin_choose_page_external_link",
            "wagtailredirects:process_import",
        )
    },
}

# (key of the address, method) -> the tables that a visit by anybody may write to, and why. What writes elsewhere
# needs a right.
OPEN_WRITES: Mapping[tuple[str, str], tuple[frozenset[str], str]] = {
    ("desk:check-journal", "POST"): (
        frozenset({"django_tasks_database_dbtaskresult"}),
        "Whoever reads the journal may have its seals checked; the worker does it.",
    ),
    **{
        (f"wagtailadmin_pages:{look}", "GET"): (
            frozenset({"wagtailadmin_editingsession", "wagtailcore_pagesubscription"}),
            "Wagtail tells editors of a page of one another.",
        )
        for look in ("edit", "revisions_revert")
    },
}


def allowed(someone: Someone, address: Address, member: str, method: str) -> Statuses:
    """The statuses that this person may get at an address that is about a member (or about none)."""
    for who in (someone.name, "*"):
        if (who, address.key, method) in EXCEPTIONS:
            return EXCEPTIONS[who, address.key, method][0]
    if address.door == "desk":
        return _at_the_desk(someone, address, method)
    if address.door == "members":
        return _among_members(someone, address, member, method)
    if address.door == "live":
        return _in_a_meeting(someone, address, method)
    return SHOWN | NOTHING_HERE | WRONG_METHOD if method == "GET" else ANSWERED


def _at_the_desk(someone: Someone, address: Address, method: str) -> Statuses:
    if not someone.signs_in:
        return SIGN_IN
    if not someone.role:
        return NOTHING_HERE
    if method == "POST":
        return ANSWERED
    if someone.role == "auditor" and address.name.startswith("desk:") and not address.takes("POST"):
        return SHOWN  # reads every record
    return SHOWN | NOTHING_HERE | NOT_YOURS | WRONG_METHOD | {400}


def _among_members(someone: Someone, address: Address, member: str, method: str) -> Statuses:
    if not someone.signs_in:
        return SIGN_IN | WRONG_METHOD
    if not member:  # the way in, which leads each to their own
        return SHOWN | WRONG_METHOD if method == "GET" else ANSWERED
    hidden = someone.outside or someone.role == "technician" or bool(someone.member and someone.member != member)
    if hidden:
        return NOTHING_HERE | WRONG_METHOD
    if method == "POST":
        return ANSWERED
    if someone.mandate == "contact":
        return SHOWN | WRONG_METHOD
    return SHOWN | WRONG_METHOD | NOT_YOURS


# Pages of a meeting that are there for whoever presides, and for nobody else.
OF_THE_CHAIR = ("live:chair", "live:door")


def _in_a_meeting(someone: Someone, address: Address, method: str) -> Statuses:
    if not someone.signs_in:
        return SIGN_IN | WRONG_METHOD
    if address.key.startswith(OF_THE_CHAIR) and someone.name not in PRESIDE:
        return NOTHING_HERE | WRONG_METHOD
    return SHOWN | NOTHING_HERE | WRONG_METHOD if method == "GET" else ANSWERED


def wrong(someone: Someone, address: Address, member: str, answer: Answer) -> str:
    """What is wrong with an answer, in words; empty where it is as it should be."""
    may = allowed(someone, address, member, answer.method)
    said = f"{someone.name}, {member or 'no member'}: {answer} [{address.key}]"
    if answer.status >= 500 and answer.status not in may:
        return f"{said}: broken"
    if answer.status not in may:
        return f"{said}: only {sorted(may)} are allowed"
    if answer.status == 302 and may <= SIGN_IN | WRONG_METHOD and not answer.location.startswith("/en/sign-in/"):
        return f"{said}: should ask to sign in"
    return ""


def may_write(someone: Someone, address: Address, member: str) -> bool:
    """Whether anything this person sends to an address may change a record."""
    if someone.role:
        return someone.role not in {"auditor", "technician"} and address.door in {"desk", "members", "live"}
    if address.door == "live":
        return bool(someone.member) and not address.key.startswith(OF_THE_CHAIR)
    return address.door == "members" and bool(member) and someone.member == member


def wrote_wrongly(someone: Someone, address: Address, member: str, answer: Answer) -> str:
    """Which tables were written to by somebody who may not, or by looking; empty where none was."""
    if answer.method == "POST" and may_write(someone, address, member):
        return ""
    open_tables, _reason = OPEN_WRITES.get((address.key, answer.method), (frozenset(), ""))
    tables = answer.wrote - open_tables
    return f"{someone.name}, {member or 'no member'}: {answer} wrote to {sorted(tables)}" if tables else ""


AT_MOST = 20


def asked_too_much(someone: Someone, address: Address, answer: Answer) -> str:
    """A page of ours that asks the database more than it may, with its caches empty."""
    if address.of_wagtail or answer.status != 200 or answer.queries <= AT_MOST:
        return ""
    return f"{someone.name}: {answer} [{address.key}]: {answer.queries} queries"
