"""Goes from scene to scene with a browser, takes pictures, and notes what went wrong.

Every scene has a visitor of its own, who comes from an address of their own: the shop
counts what strangers try from one place.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error, Response

from e2e.faults import note_faults
from tools.gallery.album import Album, Failure
from tools.gallery.camera import is_too_wide, take_pictures
from tools.gallery.keeper import Keeper
from tools.gallery.scene import Scene
from tools.gallery.visit import NotThere, Visit

Tell = Callable[[str], None]
_PATIENCE = 10_000
_LONGEST_REASON = 200


@dataclass
class _Stand:
    """A scene being reached: the browser's window, and what it has met so far."""

    scene: Scene
    context: BrowserContext
    visit: Visit
    faults: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def note(self, answer: Response) -> None:
        """Remember what a page was answered with."""
        if answer.request.is_navigation_request() and not 300 <= answer.status < 400:
            self.answers.append(answer.status)


@dataclass
class Tour:
    """A walk through an open shop."""

    keeper: Keeper
    browser: Browser
    folder: Path
    tell: Tell
    _visitors: int = 0

    def walk(self, scenes: Sequence[Scene]) -> Album:
        """Reach every scene; those that need an application away come last."""
        album = Album()
        for (away, page), same in groupby(
            sorted(scenes, key=lambda scene: scene.without), key=_stage
        ):
            self._show(f"Without {away}" if away else page, away, list(same), album)
        return album

    def _show(
        self, title: str, away: str, scenes: Sequence[Scene], album: Album
    ) -> None:
        taken, failed = len(album.pictures), len(album.failures)
        stands = [self._enter(scene) for scene in scenes]
        ready = [stand for stand in stands if self._try(stand, _prepare, album)]
        with self._without(away):
            for stand in ready:
                self._try(stand, lambda stand: self._photograph(stand, album), album)
        for stand in stands:
            stand.context.close()
        self.tell(f"{title}: {len(album.pictures) - taken} pictures")
        for failure in album.failures[failed:]:
            self.tell(f"  {failure}")

    def _enter(self, scene: Scene) -> _Stand:
        self._visitors += 1
        context = self.browser.new_context(
            base_url=self.keeper.shop.url,
            locale="en-GB",
            reduced_motion="reduce",
            extra_http_headers={"X-Forwarded-For": f"198.18.{self._visitors}.1"},
        )
        context.set_default_timeout(_PATIENCE)
        name = f"ada-{self._visitors}"
        visit = Visit(context.new_page(), self.keeper, name)
        stand = _Stand(scene, context, visit)
        note_faults(context, stand.faults)
        context.on("response", stand.note)
        return stand

    def _try(self, stand: _Stand, deed: Callable[[_Stand], None], album: Album) -> bool:
        try:
            deed(stand)
        except (Error, AssertionError, OSError) as error:
            words = f"was not reached. {_short(str(error))}"
            album.failures.append(_failure(stand.scene, words))
            return False
        return True

    def _photograph(self, stand: _Stand, album: Album) -> None:
        scene, visit = stand.scene, stand.visit
        scene.go(visit)
        visit.sees(scene.shows)
        if stand.answers[-1:] != [scene.status]:
            raise NotThere(f"It was answered with {stand.answers}, not {scene.status}.")
        for picture in take_pictures(visit.page, scene, self.folder):
            album.pictures.append(picture)
            if is_too_wide(visit.page, picture.look):
                stand.faults.append(f"it scrolls sideways ({picture.look.words})")
        album.failures += [_failure(scene, words) for words in _blemishes(stand)]

    @contextmanager
    def _without(self, application: str) -> Iterator[None]:
        if not application:
            yield
            return
        self.keeper.shop.stop(application)
        try:
            yield
        finally:
            self.keeper.shop.start(application)


def _stage(scene: Scene) -> tuple[str, str]:
    """Name what is shown together: a page, or all that an absence does."""
    return scene.without, "" if scene.without else scene.page


def _failure(scene: Scene, words: str) -> Failure:
    return Failure(scene.page, scene.state, words)


def _short(reason: str) -> str:
    return " ".join(reason.split())[:_LONGEST_REASON]


def _prepare(stand: _Stand) -> None:
    if stand.scene.before:
        stand.scene.before(stand.visit)


def _blemishes(stand: _Stand) -> list[str]:
    expected = stand.scene.expects
    if expected is None and stand.scene.status >= 500:
        expected = f"answer: {stand.scene.status}"
    return [
        f"its pages met a fault: {_short(fault)}"
        for fault in dict.fromkeys(stand.faults)
        if expected is None or not re.search(expected, fault)
    ]
