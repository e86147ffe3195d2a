"""Papers and pictures of pages, as Wagtail wants them chosen before the first migration."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition


class Picture(AbstractImage):
    """A picture of the work of cooperatives, with its credit and its alternative text."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    illustration = models.BooleanField(_("an illustration drawn by us"), default=False)

    admin_form_fields = ("title", "file", "description", "credit", "illustration", "collection", "tags")

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class PictureRendition(AbstractRendition):
    """A picture in the size and format that a page asks for."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="documents_rendition_once")
        ]


class Paper(AbstractDocument):
    """A file that an editor's page links to; the library's own files are editions."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
