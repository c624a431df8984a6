from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "polyphonie.campaigns"

    def ready(self) -> None:
        from polyphonie.campaigns import signals  # noqa: F401 - connects the receivers
