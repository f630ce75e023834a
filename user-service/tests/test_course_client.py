from flask.testing import FlaskClient

from .people import PASSWORD, Town

FORM = {
    "email": "ada@furrow.example",
    "password": PASSWORD,
    "first_name": "Ada",
    "last_name": "Lovelace",
    "username": "ada",
}


def log_in(client: FlaskClient) -> dict[str, str]:
    """Log in as the course does, and spell the api_key as the course does."""
    form = {"username": "ada", "password": PASSWORD}
    api_key = client.post("/api/user/login", data=form).json["api_key"]
    return {"Authorization": f"Basic {api_key}"}


def test_course_client_registers_logs_in_and_leaves(town: Town) -> None:
    client = town.client

    created = client.post("/api/user/create", data=FORM)
    headers = log_in(client)
    shown = client.get("/api/user", headers=headers)
    left = client.post("/api/user/logout", headers=headers)

    assert created.json["result"]["username"] == "ada"
    assert shown.json["result"]["first_name"] == "Ada"
    assert left.json == {"message": "You are logged out"}
    assert client.get("/api/user", headers=headers).json["message"] == "Not logged in"


def test_course_client_checks_a_username(town: Town) -> None:
    town.client.post("/api/user/create", data=FORM)

    assert town.client.get("/api/user/ada/exists").json["result"] is True
    missing = town.client.get("/api/user/grace/exists")
    assert missing.json["message"] == "Cannot find username"
