from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "tradewind.ops"
    label = "ops"
