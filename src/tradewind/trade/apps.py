from django.apps import AppConfig


class TradeConfig(AppConfig):
    name = "tradewind.trade"
    label = "trade"
