"""Numbers without a gap and without a twin: taken under a lock, in the transaction that uses them."""

from koinon.rooms.dues.models import NumberSeries


def take_numbers(kind: str, year: int, count: int) -> range:
    """The next `count` numbers of a kind and year; they are given back if the transaction fails."""
    NumberSeries.objects.get_or_create(kind=kind, year=year)
    series = NumberSeries.objects.select_for_update().get(kind=kind, year=year)
    first = series.last + 1
    series.last += count
    series.save(update_fields=["last"])
    return range(first, first + count)
