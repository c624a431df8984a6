from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "polyphonie.ideas"

    def ready(self) -> None:
        from polyphonie.ideas import signals  # noqa: F401 - connects the receivers
