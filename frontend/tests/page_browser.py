"""A visitor with a browser: opens pages, fills forms in, and lints both."""

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from .page_lint import check_page, check_part

PASSWORD = "correct horse"
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
HTMX = {"HX-Request": "true", **SAME_ORIGIN}


class ParsedPage:
    """A page, or a part of one, as somebody reads it."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.soup = BeautifulSoup(response.text, "html5lib")

    @property
    def text(self) -> str:
        return " ".join(self.soup.body.get_text(" ").split())

    @property
    def heading(self) -> str:
        return " ".join(self.soup.h1.get_text().split())

    @property
    def title(self) -> str:
        return str(self.soup.title.string)

    @property
    def notice(self) -> str:
        return " ".join(self.texts(".notice p"))

    @property
    def faults(self) -> dict[str, str]:
        links = self.soup.select("#summary a")
        return {link["href"]: link.get_text() for link in links}

    def texts(self, selector: str) -> list[str]:
        found = self.soup.select(selector)
        return [" ".join(tag.get_text(" ").split()) for tag in found]

    def form(self, action: str) -> Tag:
        form = self.soup.select_one(f'form[action="{action}"]')
        assert form, f"no form for {action} on {self.title}"
        return form


class Visitor:
    """Somebody at the shop, with or without a session."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page: ParsedPage

    def open(self, path: str, status: int = 200, **headers: str) -> ParsedPage:
        return self._arrive(self.client.get(path, headers=headers), status)

    def part(self, path: str, status: int = 200, **headers: str) -> ParsedPage:
        part = ParsedPage(self.client.get(path, headers=HTMX | headers))
        assert part.status == status
        check_part(part.soup)
        return part

    def send(self, action: str, status: int = 200, **changes: str) -> ParsedPage:
        """Send a form of the present page, and follow where it leads."""
        fields = filled_in(self.page.form(action)) | changes
        response = self.client.post(action, data=fields, headers=SAME_ORIGIN)
        if response.status_code == 303:
            return self.open(response.location, status)
        return self._arrive(response, status)

    def send_part(self, action: str, status: int = 200, **changes: str) -> ParsedPage:
        """Send a form as HTMX does."""
        fields = filled_in(self.page.form(action)) | changes
        part = ParsedPage(self.client.post(action, data=fields, headers=HTMX))
        assert part.status == status, part.text
        check_part(part.soup)
        return part

    def add(self, product_id: int, quantity: int = 1) -> None:
        """Put a product into the basket from wherever the visitor is."""
        fields = {"product_id": str(product_id), "quantity": str(quantity)}
        token = self.token()
        if token:
            fields["csrf_token"] = token
        response = self.client.post("/basket/add", data=fields, headers=SAME_ORIGIN)
        assert response.status_code == 303, response.text

    def register(self, name: str, password: str = PASSWORD) -> ParsedPage:
        self.open("/register")
        email = f"{name}@example.org"
        return self.send("/register", username=name, email=email, password=password)

    def sign_in(self, name: str = "ada", password: str = PASSWORD) -> ParsedPage:
        self.open("/login")
        return self.send("/login", username=name, password=password)

    def token(self) -> str:
        """Find the token that forms of this session carry, if there is a session."""
        soup = BeautifulSoup(self.client.get("/help").text, "html5lib")
        field = soup.select_one("input[name=csrf_token]")
        return field["value"] if field else ""

    def wait(self, seconds: float) -> None:
        """Expire what the shop caches of the catalogue."""
        shelf = self.client.application.extensions["catalogue_cache"]
        later = shelf._clock() + seconds
        shelf._clock = lambda: later

    @property
    def cookies(self) -> dict[str, str]:
        return {name: kept.value for (_, _, name), kept in self.client._cookies.items()}

    def _arrive(self, response: TestResponse, status: int) -> ParsedPage:
        assert response.status_code == status, response.text
        self.page = ParsedPage(response)
        check_page(self.page.soup)
        return self.page


def filled_in(form: Tag) -> dict[str, str]:
    """Read what a browser would send with this form."""
    fields = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        if field.get("type") == "radio" and not field.has_attr("checked"):
            continue
        if field.name == "textarea":
            fields[field["name"]] = field.get_text()
            continue
        chosen = (
            field.select_one("option[selected]") if field.name == "select" else None
        )
        fields[field["name"]] = (chosen or field).get("value", "")
    return fields


HOME = {
    "name": "Ada Lovelace",
    "line1": "12 Rose Lane",
    "postcode": "D02 X285",
    "city": "Dublin",
    "country": "IE",
}
