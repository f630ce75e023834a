"""The gallery itself: every breakage by name."""

import difflib
from collections.abc import Collection

from contract_kit import Interaction
from tools.breakages.answers import ANSWERS
from tools.breakages.breakage import Breakage, GalleryStale, promised
from tools.breakages.callers import CALLERS
from tools.breakages.manners import MANNERS
from tools.breakages.quick_starts import QUICK_STARTS
from tools.refusal import Refusal

GALLERY = (*ANSWERS, *MANNERS, *CALLERS, *QUICK_STARTS)


def breakage_called(name: str) -> Breakage:
    """Find a breakage; refuse an unknown name, with the one that was meant."""
    for breakage in GALLERY:
        if breakage.name == name:
            return breakage
    names = [breakage.name for breakage in GALLERY]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
    advice = f"Did you mean `{near[0]}`?" if near else "Name one of the list."
    raise Refusal(
        f"There is no breakage called `{name}`. {advice} `nox -s break` lists them all."
    )


def demand_promises(
    breakages: Collection[Breakage], interactions: Collection[Interaction]
) -> None:
    """Raise `GalleryStale` where a promise of the gallery stands in no pact."""
    known = {promised(interaction) for interaction in interactions}
    for breakage in breakages:
        for wanted in breakage.caught_by:
            if wanted not in known:
                raise GalleryStale(
                    f"The gallery is stale: no pact of {wanted.provider} holds "
                    f'"{wanted}", which is to catch `{breakage.name}`. Name one that '
                    "is still made."
                )
