from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TraffickingConfig(AppConfig):
    name = "trafficking"
    verbose_name = _("Embassy website")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported only now.
        from trafficking import caching, signals
        from trafficking.models.opening_times import opening_timetable

        signals.connect()
        caching.timetables.append(opening_timetable)
