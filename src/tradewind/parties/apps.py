from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "tradewind.parties"
    label = "parties"
