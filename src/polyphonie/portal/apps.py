from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "polyphonie.portal"

    def ready(self) -> None:
        from polyphonie.portal import signals  # noqa: F401 - connects the receivers
