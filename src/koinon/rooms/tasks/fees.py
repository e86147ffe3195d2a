"""What the fees of a year still need, from the house and from members."""

from collections.abc import Collection, Iterator, Mapping

from koinon.rooms.dues.so_far import Late, YearSoFar
from koinon.rooms.dues.unknown_fees import unknown_fees
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Asked, Task
from koinon.rooms.tasks.kinds import Kind
from koinon.rooms.tasks.queries import NAMED
from koinon.statutes.fees import Fee
from koinon.statutes.missing import Missing
from koinon.statutes.rulebook import Rulebook


def questions_of(fee: Fee, declared: Collection[str]) -> Iterator[Task]:
    """What a member's fee still asks, but for the figures that it declares anyway."""
    for gap in fee.missing:
        if gap.reason != "not_given" or gap.key not in declared:
            yield Task(kinds.ANSWER, 1, (), kinds.ANSWER.urgency, year=fee.year, gap=gap)


def fee_tasks(asked: Asked, so_far: YearSoFar, late: Mapping[int, Late]) -> Iterator[Task]:
    """What waits for the desk in a fee year that was counted already; two queries where few fees are left."""
    year, rules = asked.today.year, asked.adopted.for_year(asked.today.year)
    yield from _to_compute(asked, rules, so_far.can_be_computed)
    for kind, tally in ((kinds.APPROVE, so_far.proposed), (kinds.ISSUE, so_far.approved)):
        if tally.count:
            yield Task(kind, tally.count, (), kind.urgency, year=year, amount=tally.amount)
    yield from _overdue(late)
    if so_far.open.count:
        kind = kinds.AWAIT_PAYMENT
        yield Task(kind, so_far.open.count, (), kind.urgency, year=year, amount=so_far.open.left)


def _to_compute(asked: Asked, rules: Rulebook | None, count: int) -> Iterator[Task]:
    """Fees that can be computed; and those that stay unknown though all is declared, by what is missing."""
    year = asked.today.year
    unknown = unknown_fees(asked.members_of(year), year, rules, count)
    of: dict[tuple[str, str], tuple[Missing, list[Organisation]]] = {}
    for fee in unknown:
        for gap in fee.gaps:
            of.setdefault((gap.key, gap.asks), (gap, []))[1].append(fee.member.organisation)
    for gap, organisations in of.values():
        names = [organisation.name for organisation in organisations[:NAMED]]
        first = organisations[0].public_id
        yield Task(kinds.ANSWER, len(organisations), names, kinds.ANSWER.urgency, first, year=year, gap=gap)
    if rules is not None and count > len(unknown):
        yield Task(kinds.COMPUTE_FEES, count - len(unknown), (), kinds.COMPUTE_FEES.urgency, year=year)


def _overdue(late: Mapping[int, Late]) -> Iterator[Task]:
    for year, counted in sorted(late.items()):
        if counted.to_remind:
            kind: Kind = kinds.REMIND
            yield Task(kind, counted.to_remind, (), kind.urgency, due_on=counted.oldest, late=True, year=year)
    if ended := sum(counted.ended for counted in late.values()):
        kind = kinds.DECIDE_ON_ARREARS
        yield Task(kind, ended, (), kind.urgency, late=True)
