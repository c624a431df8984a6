from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "polyphonie.exports"

    def ready(self) -> None:
        from polyphonie.exports import signals  # noqa: F401 - connects the receivers
