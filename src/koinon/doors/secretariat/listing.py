"""Lists of the desk: filter, search, sort, fifty rows a page, export. One reading of rows serves screen and file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from koinon.adapters.tables import Cell, csv_chunks, xlsx_file
from koinon.core.refusals import Words
from koinon.doors.secretariat.adapter import DeskPage

PAGE_SIZE = 50
EXPORTED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `value` goes into the file, `show` onto the screen (the value itself where it is not given)."""

    key: str
    label: Words
    value: Callable[[Any], Cell]
    show: Callable[[Any], Words] | None = None
    sort: tuple[str, ...] = ()
    numeric: bool = False
    file_only: bool = False


class FilterForm(forms.Form):
    """What a list can be narrowed by; a value that makes no sense narrows nothing."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)

    def chosen(self) -> dict[str, Any]:
        """The filters that were set, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class DeskList(DeskPage):
    """A list. Subclasses say which rows, how a page of them is read into records, and which columns show them."""

    template_name = "secretariat/list.html"
    filter_form: type[FilterForm] = FilterForm
    columns: Sequence[Column] = ()
    default_sort = ""
    file_name = "export"
    empty_title: Words = _("Nothing here")
    empty_text: Words = _("No record fits what you asked for.")

    def rows(self) -> "QuerySet[Any]":
        """All rows that the actor may see."""
        raise NotImplementedError

    def narrowed(self, rows: "QuerySet[Any]", chosen: Mapping[str, Any]) -> "QuerySet[Any]":
        """The rows that fit the filters."""
        return rows

    def read(self, page: Sequence[Any]) -> Sequence[Any]:
        """The records behind some rows, with everything the columns need, in a fixed number of queries."""
        return page

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show a page of the list, or give the whole of it as a file."""
        wanted = request.GET.get("export", "")
        if wanted in {"csv", "xlsx"}:
            return self.exported(wanted)
        return self.shown()

    @cached_property
    def filters(self) -> FilterForm:
        """The filters as they were set."""
        return self.filter_form(self.request.GET, **self.filter_inputs())

    def filter_inputs(self) -> dict[str, Any]:
        """What the filters need to know when they are made."""
        return {}

    @cached_property
    def found(self) -> "QuerySet[Any]":
        """The rows that fit, in order."""
        rows = self.narrowed(self.rows(), self.filters.chosen())
        return rows.order_by(*self.order)

    @property
    def sort(self) -> str:
        """The key of the column to sort by, with a minus for descending."""
        wanted = self.request.GET.get("sort", "")
        known = {column.key for column in self.columns if column.sort}
        return wanted if wanted.removeprefix("-") in known else self.default_sort

    @property
    def order(self) -> tuple[str, ...]:
        """The order of rows for the database."""
        key, down = self.sort.removeprefix("-"), self.sort.startswith("-")
        fields = next(column.sort for column in self.columns if column.key == key)
        return tuple(_turned(field) for field in fields) if down else fields

    def content(self) -> dict[str, Any]:
        """A page of the list with its columns, filters and ways on."""
        page = Paginator(self.found, PAGE_SIZE).get_page(self.request.GET.get("page"))
        columns = [column for column in self.columns if not column.file_only]
        return {
            "columns": [self._head(column) for column in columns],
            "rows": drawn(columns, self.read(list(page))),
            "caption": caption(page),
            "filters": self.filters,
            "filtering": bool(self.filters.chosen()),
            "pages": self._pages(page),
            "csv_url": self.address(export="csv", page=None),
            "xlsx_url": self.address(export="xlsx", page=None),
            "empty_title": self.empty_title,
            "empty_text": self.empty_text,
        }

    def address(self, **changes: Any) -> str:
        """This list's address with some of its parameters changed; None removes one."""
        query = self.request.GET.copy()
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = str(value)
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    def _head(self, column: Column) -> dict[str, Any]:
        if not column.sort:
            return {"column": column}
        up = self.sort == column.key
        sorted_by = "ascending" if up else "descending" if self.sort == f"-{column.key}" else ""
        url = self.address(sort=f"-{column.key}" if up else column.key, page=None)
        return {"column": column, "url": url, "sorted": sorted_by}

    def _pages(self, page: "Page[Any]") -> dict[str, str]:
        return {
            "before": self.address(page=page.previous_page_number()) if page.has_previous() else "",
            "after": self.address(page=page.next_page_number()) if page.has_next() else "",
        }

    def exported(self, kind: str) -> HttpResponseBase:
        """All rows that fit, as a file."""
        heads = [str(column.label) for column in self.columns]
        rows = self._export_rows()
        name = f"{self.file_name}-{self.actor.today.isoformat()}.{kind}"
        if kind == "xlsx":
            return FileResponse(
                xlsx_file(heads, rows, title=str(self.get_page_title())), as_attachment=True, filename=name
            )
        answer = StreamingHttpResponse(csv_chunks(heads, rows), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    def _export_rows(self) -> Iterator[list[Cell]]:
        for chunk in chunks(self.found.iterator(chunk_size=EXPORTED_AT_ONCE), EXPORTED_AT_ONCE):
            for record in self.read(chunk):
                yield [column.value(record) for column in self.columns]


def drawn(columns: Sequence[Column], records: Sequence[Any]) -> SafeString:
    """The rows of the table, drawn without a template: 50 rows of 7 cells took it a third of the page's time."""
    begins = [(_begin(column, ""), _begin(column, " k-blank")) for column in columns]
    shows = [column.show or column.value for column in columns]
    lines = []
    for record in records:
        cells = [(begin, show(record)) for begin, show in zip(begins, shows, strict=True)]
        drawn_cells = [
            f"{begin[0]}{conditional_escape(cell)}</td>" if cell or cell == 0 else f"{begin[1]}</td>"
            for begin, cell in cells
        ]
        lines.append(f'<tr role="row">{"".join(drawn_cells)}</tr>')
    return mark_safe("\n".join(lines))  # noqa: S308 (every cell is escaped above)


def _begin(column: Column, blank: str) -> str:
    classes = f"k-is-{column.key}{' k-num' if column.numeric else ''}{blank}"
    return f'<td role="cell" data-label="{escape(column.label)}" class="{classes}">'


def chunks(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Rows a few at a time."""
    walking = iter(rows)
    while chunk := list(islice(walking, size)):
        yield chunk


def caption(page: "Page[Any]") -> str:
    """Which rows of how many are shown."""
    count = page.paginator.count
    if count <= PAGE_SIZE:
        return ngettext("%(count)s row", "%(count)s rows", count) % {"count": count}
    return _("Rows %(first)s to %(last)s of %(count)s") % {
        "first": page.start_index(),
        "last": page.end_index(),
        "count": count,
    }


def _turned(field: str) -> str:
    return field.removeprefix("-") if field.startswith("-") else f"-{field}"
