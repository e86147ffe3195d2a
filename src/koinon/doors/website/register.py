"""Who is a member, as the public sees it: how many organisations, in which countries, on which day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from koinon.adapters.identifiers import country_name
from koinon.doors.shared import words
from koinon.doors.website import europe
from koinon.rooms.memberships.queries import MembersInCountry, members_by_country


@dataclass(frozen=True, slots=True)
class Country:
    """A country with its members, in words."""

    code: str
    name: str
    members: int

    @property
    def sentence(self) -> str:
        """Such as "Italy: 4 members"."""
        counted = ngettext("%(number)s member", "%(number)s members", self.members) % {"number": self.members}
        return _("%(country)s: %(members)s") % {"country": self.name, "members": counted}


@dataclass(frozen=True, slots=True)
class Land:
    """A country on the map; `title` is empty where nobody is a member."""

    shape: europe.Shape
    title: str


@dataclass(frozen=True, slots=True)
class Register:
    """The register of members on a day, in numbers."""

    on: date
    countries: Sequence[Country]
    invented: bool

    @property
    def members(self) -> int:
        """How many organisations are members."""
        return sum(country.members for country in self.countries)

    @property
    def source(self) -> str:
        """Where the numbers come from, in words."""
        said = _("Register of members, %(day)s") % {"day": words.long_date(self.on)}
        return _("%(source)s; invented organisations") % {"source": said} if self.invented else said

    @property
    def lands(self) -> list[Land]:
        """The map, country by country."""
        titles = {country.code: country.sentence for country in self.countries}
        return [Land(shape, titles.get(code, "")) for code, shape in europe.shapes().items()]

    @property
    def view_box(self) -> str:
        """The part of the drawing that is shown."""
        return europe.view_box()


def register_on(on: date) -> Register:
    """The register of members on a day; countries by name in the active language."""
    rows = members_by_country(on)
    countries = sorted(map(_country, rows), key=lambda country: country.name)
    return Register(on, countries, any(row.invented for row in rows))


def _country(row: MembersInCountry) -> Country:
    return Country(row.country, country_name(row.country, get_language() or "en"), row.members)
