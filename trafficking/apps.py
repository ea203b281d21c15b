from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TraffickingConfig(AppConfig):
    name = "trafficking"
    verbose_name = _("Embassy website")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trafficking import signals

        signals.connect()
