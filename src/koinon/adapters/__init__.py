"""The formats of the outside world: paper, payments, identifiers, exchange rates, mail, tables, files.

Adapters take and give plain values and frozen dataclasses; they know none of the rooms' tables.
"""
