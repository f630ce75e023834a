"""The page of an order that is being confirmed, with and without a script."""

from werkzeug.test import TestResponse

from .page_browser import HTMX, ParsedPage, Visitor

NUMBER = "7K3M-0001"
BANK = "https://bank.example/confirm/a-key"


def ask(visitor: Visitor) -> TestResponse:
    """Ask for news as the page that is open does."""
    news = visitor.page.soup.select_one("#order-status")["hx-get"]
    return visitor.client.get(news, headers=HTMX)


def look_again(visitor: Visitor, status: int = 200) -> ParsedPage:
    """Follow the link of whoever has no script."""
    link = visitor.page.soup.select_one("#check-again")["href"]
    answer = visitor.client.get(link)
    return visitor.open(answer.location or link, status)
