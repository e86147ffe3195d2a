"""Minutes: what happened as data drawn from the records, and the text that page and paper show alike."""

from koinon.rooms.assemblies.minutes.account import Account, WrittenWords, account_from, digest_of
from koinon.rooms.assemblies.minutes.drafting import account_of
from koinon.rooms.assemblies.minutes.records import read_records

__all__ = ["Account", "WrittenWords", "account_from", "account_of", "digest_of", "read_records"]
