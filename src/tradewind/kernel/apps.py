from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "tradewind.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Ids come from nodes leased from the database."""
        # Django forbids importing the connection before the apps are loaded.
        from django.db import connection  # noqa: PLC0415

        from tradewind.kernel import ids  # noqa: PLC0415

        def lease() -> int:
            with connection.cursor() as cursor:
                cursor.execute("SELECT nextval('kernel_node')")
                row: tuple[int] = cursor.fetchone()
                return row[0]

        ids.lease_node_with(lease)
