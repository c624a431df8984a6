from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "polyphonie.config"

    def ready(self) -> None:
        from polyphonie.config import checks  # noqa: F401 - registers the checks
