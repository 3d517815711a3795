from django.apps import AppConfig


class WiringConfig(AppConfig):
    """Connects events to actions once all modules are loaded."""

    name = "tradewind.config"
    label = "config"

    def ready(self) -> None:
        from tradewind.subscriptions import wire  # noqa: PLC0415 - actions need loaded models

        wire()
