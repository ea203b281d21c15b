from trafficking.exchange.layouts import ORGANISATIONS
from trafficking.management.importing import ImportCommand


class Command(ImportCommand):
    help = (
        "Import organisations with their services, telephone numbers and locations from a spreadsheet. All rows or "
        "none. What is not in the file stays as it is. On SQLite nobody else can save meanwhile."
    )
    layout = ORGANISATIONS
