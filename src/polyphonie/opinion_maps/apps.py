from django.apps import AppConfig


class OpinionMapsConfig(AppConfig):
    name = "polyphonie.opinion_maps"
