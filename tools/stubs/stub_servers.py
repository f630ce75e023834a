"""Serves a stub of each service from the pacts, and keeps which answers it prefers."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches

from contract_kit.pact_files import Interaction
from contract_kit.stub import create_stub, names_of, serve
from tools.applications import FRONTEND, ORDER_SERVICE, PRODUCT_SERVICE, USER_SERVICE
from tools.errors import Refusal
from tools.shop.developer_settings import Settings

STUBBED = (USER_SERVICE, PRODUCT_SERVICE, ORDER_SERVICE)

# A visitor wants to register under any name, to find the packets that the other pages
# are about, and to see an order that went well.
_ANYWAY = (
    "somebody else has an account",
    "a page of the catalogue",
    "a look at an order that is paid",
)
_A_DAY = timedelta(days=1)


class Preferences(list[str]):
    """What the stubs prefer now; they read it at every request."""

    def __init__(self, known: frozenset[str], wanted: Sequence[str]) -> None:
        """Take the names that can be preferred, and what is wanted at first."""
        super().__init__(_ANYWAY)
        self._known = known
        self.prefer(wanted)

    def prefer(self, wanted: Sequence[str]) -> None:
        """Prefer these and nothing else; refuse what no interaction is called."""
        for name in wanted:
            if name not in self._known:
                raise Refusal(_unknown(name, self._known))
        self[:] = [*wanted, *_ANYWAY]


@contextmanager
def serving_stubs(
    interactions: Sequence[Interaction], preferences: Preferences, settings: Settings
) -> Iterator[None]:
    """Serve the three services at their ports."""
    with ExitStack() as servers:
        for who in STUBBED:
            stub = create_stub(
                who.folder,
                interactions,
                consumers=[FRONTEND.folder],
                prefer=preferences,
                values=_LIVELY,
            )
            servers.enter_context(serve(stub, settings.ports[who]))
        yield


def states_of(interactions: Sequence[Interaction]) -> Mapping[str, list[str]]:
    """List the states of each stubbed service, which can be preferred."""
    return {
        who.folder: sorted(
            {
                state.name
                for interaction in interactions
                if (interaction.consumer, interaction.provider)
                == (FRONTEND.folder, who.folder)
                for state in interaction.states
            }
        )
        for who in STUBBED
    }


def known_names(interactions: Sequence[Interaction]) -> frozenset[str]:
    """Name all that can be preferred: states, and descriptions of interactions."""
    theirs = [each for each in interactions if each.consumer == FRONTEND.folder]
    return frozenset().union(*map(names_of, theirs))


def _unknown(name: str, known: frozenset[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.0)
    hint = f" The nearest is {near[0]!r}." if near else ""
    return f"No interaction of the storefront speaks of {name!r}.{hint}"


def _tomorrow() -> str:
    return (datetime.now(UTC) + _A_DAY).isoformat(timespec="seconds")


# The moments of the examples are past; a sign-in that has ended shows no basket.
_LIVELY = {"expires_at": _tomorrow}
