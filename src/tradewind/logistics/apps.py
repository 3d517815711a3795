from django.apps import AppConfig

from tradewind.logistics.engine import freight  # noqa: F401 - registers the engine


class LogisticsConfig(AppConfig):
    name = "tradewind.logistics"
    label = "logistics"
