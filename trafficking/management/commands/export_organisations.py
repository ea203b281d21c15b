from trafficking.exchange.layouts import ORGANISATIONS
from trafficking.management.exporting import ExportCommand


class Command(ExportCommand):
    help = "Write all organisations into a spreadsheet that import_organisations reads again."
    layout = ORGANISATIONS
