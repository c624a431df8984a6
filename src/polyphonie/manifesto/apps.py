from django.apps import AppConfig


class ManifestoConfig(AppConfig):
    name = "polyphonie.manifesto"
