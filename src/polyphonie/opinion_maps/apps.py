from django.apps import AppConfig


class OpinionMapsConfig(AppConfig):
    name = "polyphonie.opinion_maps"

    def ready(self) -> None:
        from polyphonie.opinion_maps import signals  # noqa: F401 - connects the receivers
