from trafficking.exchange.layouts import EVENTS
from trafficking.management.exporting import ExportCommand


class Command(ExportCommand):
    help = "Write all events into a spreadsheet that import_events reads again."
    layout = EVENTS
