from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class TraffickingConfig(AppConfig):
    name = "trafficking"
    verbose_name = _("Embassy website")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported only now.
        from trafficking import caching, signals
        from trafficking.editorial.groups import make_groups
        from trafficking.models.opening_times import opening_timetable

        signals.connect()
        post_migrate.connect(make_groups, sender=apps.get_app_config("auth"), dispatch_uid="groups of staff")
        caching.timetables.append(opening_timetable)
