from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "tradewind.catalog"
    label = "catalog"
