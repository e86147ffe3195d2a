"""Counts what strangers send in an hour, by where it comes from and over all."""

from ipaddress import IPv6Address, ip_address

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600


def too_often(request: HttpRequest, what: str, from_one: int, from_all: int) -> bool:
    """Count one more; True where the address, or everybody together, has sent enough for this hour."""
    counted = [(f"{what}:{_origin(request)}", from_one), (f"{what}:all", from_all)]
    return any(_count(key) > most for key, most in counted)


def _count(key: str) -> int:
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two lines
        return 1


def _origin(request: HttpRequest) -> str:
    """The address a request came from, as the sign-in counts it; of IPv6 the network that one household has."""
    address = get_adapter(request).get_client_ip(request)
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if not isinstance(found, IPv6Address):
        return str(found)
    # A server that listens on IPv6 alone says of IPv4 ::ffff:192.0.2.1; all of IPv4 is not one household.
    return str(found.ipv4_mapped) if found.ipv4_mapped else found.exploded[:19]
