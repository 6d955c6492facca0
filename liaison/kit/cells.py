"""Tables as CSV, which programs of tables open without doing anything that a cell asks of them."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

_FORMULA = re.compile(r"^[\s\ufeff\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|^[\t\r\n]")


def harmless(cell: Any) -> Any:
    """A cell that is no formula: text which would begin one stands behind an apostrophe; numbers stay.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\0", "")
    return f"'{text}" if _FORMULA.match(text) else text


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[Any]], *, name: str) -> HttpResponse:
    """Answer with a table as a file. heads: the names of its columns. name: of the file, without `.csv`."""
    # The mark at the beginning tells spreadsheets that it is UTF-8; without it they guess.
    made = io.StringIO("\ufeff")
    made.seek(0, io.SEEK_END)
    lines = csv.writer(made)
    lines.writerow(heads)
    lines.writerows([harmless(cell) for cell in row] for row in rows)
    answer = HttpResponse(made.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
