from django.apps import AppConfig

from tradewind.deals.engine import advice, honest, price, protection, refund  # noqa: F401 - register the engines


class DealsConfig(AppConfig):
    name = "tradewind.deals"
    label = "deals"
