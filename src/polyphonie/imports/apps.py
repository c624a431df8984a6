from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "polyphonie.imports"

    def ready(self) -> None:
        from polyphonie.imports import signals  # noqa: F401 - connects the receivers
