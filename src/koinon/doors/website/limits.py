"""How often an hour the open street may ask for what costs us something, by address and over all."""

from ipaddress import IPv6Address, ip_address

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600


def is_too_often(request: HttpRequest, what: str, *, from_one: int, from_all: int) -> bool:
    """Count one request for a thing; True where the address, or everybody together, had enough of it this hour."""
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
    return found.exploded[:19] if isinstance(found, IPv6Address) else str(found)
