from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "tradewind.insight"
    label = "insight"
