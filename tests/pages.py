"""What Wagtail's migrations lay and tables made from the models lack: language, root page, site, root collection."""

from wagtail.models import Collection, Locale, Page, Site


def lay_ground() -> None:
    """Make what is missing; does nothing where the migrations ran."""
    Locale.objects.get_or_create(language_code="en")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    if not Site.objects.exists():
        Site.objects.create(hostname="localhost", root_page=root, is_default_site=True)
