"""A confederation's rulebook: TOML files with a closed schema, read and checked into frozen dataclasses."""

from koinon.statutes.rulebook.errors import RulebookError, RulebookErrors
from koinon.statutes.rulebook.history import NoRuleInForce, RulebookHistory
from koinon.statutes.rulebook.parser import hash_of, load_rulebook, parse_rulebook, texts_of
from koinon.statutes.rulebook.reference import RulebookReference
from koinon.statutes.rulebook.schema import Rulebook

__all__ = [
    "NoRuleInForce",
    "Rulebook",
    "RulebookError",
    "RulebookErrors",
    "RulebookHistory",
    "RulebookReference",
    "hash_of",
    "load_rulebook",
    "parse_rulebook",
    "texts_of",
]
