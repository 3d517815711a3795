from django.apps import AppConfig

from tradewind.deals.engine import price  # noqa: F401 - registers the engine


class DealsConfig(AppConfig):
    name = "tradewind.deals"
    label = "deals"
