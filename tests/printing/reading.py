"""PDFs as a program reads them that others wrote: pdftotext of poppler."""

import shutil
import subprocess

from tests.conftest import missing


def text_of(pdf: bytes) -> str:
    """The text of a PDF in the order in which a reader hears it."""
    if (program := shutil.which("pdftotext")) is None:
        missing("pdftotext (poppler-utils)")
    command = [str(program), "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
