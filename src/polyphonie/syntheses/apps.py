from django.apps import AppConfig


class SynthesesConfig(AppConfig):
    name = "polyphonie.syntheses"

    def ready(self) -> None:
        from polyphonie.syntheses import signals  # noqa: F401 - connects the receivers
