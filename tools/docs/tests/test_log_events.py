from tools.docs.log_events import documented_events, log_events

PAGE = "docs/reference/log-events.md"


def test_every_event_of_the_code_is_documented() -> None:
    missing = log_events() - documented_events()

    assert not missing, f"{PAGE} lacks {sorted(missing)}"


def test_every_documented_event_is_in_the_code() -> None:
    unknown = documented_events() - log_events()

    assert not unknown, f"{PAGE} has what no code logs: {sorted(unknown)}"


def test_events_are_found_at_all() -> None:
    found = log_events()

    assert ("user-service", "info", "Account … has …, by account ….") in found
    assert len(found) > 30
