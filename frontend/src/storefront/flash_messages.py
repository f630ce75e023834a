"""Words for the page after a redirect, such as `Welcome back, ada`."""

from dataclasses import asdict, dataclass

from storefront.sessions import session

_KEY = "notices"
_MOST = 5


@dataclass(frozen=True)
class Notice:
    """A sentence, and where it makes sense a link after it or a line to undo."""

    words: str
    link: str = ""
    link_words: str = ""
    undo_product: int = 0
    undo_quantity: int = 0


SESSIONS_UNAVAILABLE = Notice(
    "We cannot remember you just now: who is signed in, and what is in your basket. "
    "Nothing of it is lost."
)


def note(words: str, *, link: str = "", link_words: str = "") -> None:
    """Show a message on the next page."""
    keep(Notice(words, link, link_words))


def keep(notice: Notice) -> None:
    """Keep a notice for the next page that is shown."""
    session[_KEY] = [*session.get(_KEY, []), asdict(notice)][-_MOST:]


def take_notices() -> list[Notice]:
    """Return what is to be shown, once."""
    if _KEY not in session:
        return []
    return [Notice(**kept) for kept in session.pop(_KEY)]
