"""What Wagtail's migrations lay and tables made from the models lack: language, root page, site, root collection, and
the full-text index of the embedded database."""

from importlib import import_module

from django.db import connection
from wagtail.models import Collection, Locale, Page, Site


def lay_ground() -> None:
    """Make what is missing; does nothing where the migrations ran."""
    Locale.objects.get_or_create(language_code="en")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    if not Site.objects.exists():
        Site.objects.create(hostname="localhost", root_page=root, is_default_site=True)
    _lay_index()


def _lay_index() -> None:
    """SQLite's index is a virtual table kept by triggers, which no model describes: made as the migration makes it."""
    if connection.vendor != "sqlite":
        return
    index = "wagtailsearch_indexentry_fts"
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [index])
        (made,) = cursor.fetchone()
        if "VIRTUAL" in made:
            return
        cursor.execute(f"DROP TABLE {index}")
        migration = import_module("wagtail.search.migrations.0006_customise_indexentry").Migration
        for operation in migration.operations[-1].database_operations:
            cursor.execute(operation.sql)
