"""How large a file may be. Checked before it is opened: a small one can unpack to gigabytes and kill a server."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from trafficking.exchange.sheets import UnreadableError

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    size: int
    unpacked: int
    rows: int
    columns: int = 100
    sheets: int = 12
    entries: int = 100
    #: Text packs ten to thirty times smaller; what packs a thousand times is a bomb.
    ratio: int = 200

    def check_size(self, data: bytes) -> None:
        if len(data) > self.size:
            raise UnreadableError(_("The file is larger than %(size)d MB.") % {"size": self.size // MEGABYTE})

    def check_archive(self, data: bytes) -> None:
        """A workbook is a ZIP archive. Raises UnreadableError for one that would unpack to too much."""
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise UnreadableError(_("This Excel workbook is damaged; save it again.")) from error
        unpacked = sum(entry.file_size for entry in entries)
        bomb = any(
            entry.file_size > MEGABYTE and entry.file_size > self.ratio * entry.compress_size for entry in entries
        )
        if len(entries) > self.entries or unpacked > self.unpacked or bomb:
            raise UnreadableError(_("This Excel workbook holds more than tables of this size need; it was not opened."))

    def check_row(self, title: str, number: int, cells: Sequence[Any]) -> None:
        """Raises UnreadableError for a row that holds something where no table of ours reaches."""
        if number > self.rows and any(cell not in (None, "") for cell in cells):
            words = _(
                "“%(sheet)s” has something in row %(row)d; at most %(most)d rows can be read. "
                "Delete it or split the file."
            )
            raise UnreadableError(words % {"sheet": title, "row": number, "most": self.rows})
        if len(cells) > self.columns and any(cell not in (None, "") for cell in cells[self.columns :]):
            words = _("“%(sheet)s” has something to the right of column %(most)d, in row %(row)d. Delete it.")
            raise UnreadableError(words % {"sheet": title, "row": number, "most": self.columns})


#: What one request may take on, and what a command may.
ON_THE_PAGE = Limits(size=5 * MEGABYTE, unpacked=50 * MEGABYTE, rows=5_001)
BY_COMMAND = Limits(size=100 * MEGABYTE, unpacked=1_000 * MEGABYTE, rows=200_001)
