"""Spreadsheets as files: what is in the bytes decides how they are read, not what somebody called them."""

from pathlib import PurePath

from trafficking.exchange import csv_files, xlsx_files
from trafficking.exchange.limits import Limits
from trafficking.exchange.sheets import ReadSheet


def read(data: bytes, name: str, limits: Limits) -> list[ReadSheet]:
    """The sheets of an uploaded file that hold anything. Raises UnreadableError, in words for the editor."""
    limits.check_size(data)
    if data.startswith(xlsx_files.MAGIC):
        return xlsx_files.read(data, limits)
    return [csv_files.read(data, PurePath(name).name, limits)]
