"""Takes the screenshots: a page as a file, and a small one for the report.

Looks are changed under the open page, so that what is there only once, such as a
notice, is in every picture of it.
"""

import base64
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import CDPSession, Page

from testing.screenshots.page_state import State
from testing.screenshots.results import Screenshot
from testing.screenshots.viewports import Viewport

_WIDTH_OF_A_THUMBNAIL = 480
# A longer page is cut off: what makes it so long is more of the same.
_LONGEST = 6000
_PICTURES_ARE_THERE = """async () => {
  const pictures = [...document.images];
  for (const picture of pictures) picture.loading = "eager";
  await Promise.all(pictures.map((picture) => picture.decode().catch(() => {})));
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  await frame().then(frame);
}"""


def take_screenshots(page: Page, state: State, folder: Path) -> Iterator[Screenshot]:
    """Take a picture of the page in each viewport of its state."""
    session = page.context.new_cdp_session(page)
    address = page.url.removeprefix(str(page.evaluate("location.origin")))
    for viewport in state.on:
        page.emulate_media(color_scheme=viewport.scheme, media=viewport.medium)
        page.set_viewport_size({"width": viewport.width, "height": viewport.height})
        page.evaluate(_PICTURES_ARE_THERE)
        file = f"{state.slug}-{viewport.name}.jpg"
        height = _height(page, viewport)
        (folder / file).write_bytes(
            _shot(session, viewport.width, height, "jpeg", 90, 1)
        )
        scale = min(1, _WIDTH_OF_A_THUMBNAIL / viewport.width)
        thumbnail = _shot(session, viewport.width, height, "webp", 70, scale)
        yield Screenshot(state.page, state.name, address, viewport, file, thumbnail)


def is_too_wide(page: Page, viewport: Viewport) -> bool:
    """Return whether the page scrolls sideways, as it stands in the last picture."""
    return int(page.evaluate("document.documentElement.scrollWidth")) > viewport.width


def _shot(
    session: CDPSession, width: int, height: int, kind: str, quality: int, scale: float
) -> bytes:
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": scale}
    shot = session.send(
        "Page.captureScreenshot",
        {
            "format": kind,
            "quality": quality,
            "clip": clip,
            "captureBeyondViewport": True,
            "optimizeForSpeed": True,
        },
    )
    return base64.b64decode(shot["data"])


def _height(page: Page, viewport: Viewport) -> int:
    whole = int(page.evaluate("document.documentElement.scrollHeight"))
    return min(max(whole, viewport.height), _LONGEST)
