"""What product-service is told by its environment."""

from service_kit import configuration
from service_kit.configuration import Currency


class Settings(configuration.Settings):
    """The catalogue's database, where user-service is, and what the shop sells in."""

    database_url: str
    user_service_url: str
    currency: Currency = "EUR"
