"""Takes a picture of every page in every state: `nox -s gallery`.

`--only WORDS` takes some, such as `--only basket`. It ends with 1 where a state could
not be reached, or where a page met a fault that no shopper sees.
"""

import argparse
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from tools.applications import ROOT
from tools.browser import NO_BROWSER, find_browser
from tools.gallery.album import Album
from tools.gallery.keeper import Keeper
from tools.gallery.scene import Scene
from tools.gallery.scenes import SCENES
from tools.gallery.sheet import write_sheet
from tools.gallery.tour import Tour
from tools.refusal import Refusal
from tools.shop import running_shop

FOLDER = ROOT / "test-results" / "gallery"
_FLAGS = ("--disable-quic", "--disable-gpu", "--hide-scrollbars")
_ENVIRONMENT = {
    # Each visitor comes from an address of their own, as if through a proxy.
    "TRUSTED_PROXIES": "1",
    # So that what is too often comes soon.
    "LOGIN_FAILURES": "3",
    "REGISTRATIONS_PER_HOUR": "3",
}


def main() -> None:
    """Open a shop, look at it, and hang the pictures."""
    chosen = _arguments()
    scenes = _some(chosen.only)
    if chosen.list:
        print("\n".join(f"{scene.page}: {scene.state}" for scene in scenes))
        return
    begin = time.monotonic()
    album = _visit(scenes, FOLDER)
    sheet = write_sheet(album, FOLDER)
    seconds = time.monotonic() - begin
    print(
        f"{len(album.pictures)} pictures of {len(scenes)} scenes in {seconds:.0f} s;"
        f" open {sheet.relative_to(ROOT)} in a browser."
    )
    if album.failures:
        sys.exit(_told(album))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="nox -s gallery --")
    only = "take scenes with these words in their name alone: --only basket"
    parser.add_argument("--only", default="", metavar="WORDS", help=only)
    parser.add_argument("--list", action="store_true", help="name them, and end")
    return parser.parse_args()


def _some(words: str) -> Sequence[Scene]:
    found = [scene for scene in SCENES if scene.has(words)]
    if not found:
        raise Refusal(f"No scene is called “{words}”: `nox -s gallery -- --list`.")
    return found


def _visit(scenes: Sequence[Scene], folder: Path) -> Album:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with sync_playwright() as playwright, running_shop(_ENVIRONMENT) as shop:
        browser = playwright.chromium.launch(
            executable_path=_browser(playwright), args=_FLAGS
        )
        return Tour(Keeper(shop), browser, folder, _say).walk(scenes)


def _browser(playwright: Playwright) -> Path:
    browser = find_browser(Path(playwright.chromium.executable_path))
    if browser is None:
        raise Refusal(NO_BROWSER)
    return browser


def _say(sentence: str) -> None:
    print(sentence, flush=True)


def _told(album: Album) -> str:
    told = "\n".join(f"  {failure}" for failure in album.failures)
    return f"Something is wrong with what the gallery shows:\n{told}"


if __name__ == "__main__":
    main()
