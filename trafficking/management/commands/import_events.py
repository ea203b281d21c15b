from trafficking.exchange.layouts import EVENTS
from trafficking.management.importing import ImportCommand


class Command(ImportCommand):
    help = (
        "Import events with who took part and their links from a spreadsheet. All rows or none. "
        "What is not in the file stays as it is. On SQLite nobody else can save meanwhile."
    )
    layout = EVENTS
