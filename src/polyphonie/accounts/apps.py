from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "polyphonie.accounts"
