from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "polyphonie.territories"

    def ready(self) -> None:
        from polyphonie.territories import signals  # noqa: F401 - connects the receivers
