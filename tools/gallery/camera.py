"""Takes the pictures: a page as a file for the eye, and a small one for the sheet.

Looks are changed under the open page, so that what is there only once, such as a
notice, is in every picture of it.
"""

import base64
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import CDPSession, Page

from tools.gallery.album import Picture
from tools.gallery.looks import Look
from tools.gallery.scene import Scene

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


def take_pictures(page: Page, scene: Scene, folder: Path) -> Iterator[Picture]:
    """Take a picture of the page in each look of its scene."""
    session = page.context.new_cdp_session(page)
    address = page.url.removeprefix(str(page.evaluate("location.origin")))
    for look in scene.looks:
        page.emulate_media(color_scheme=look.scheme, media=look.medium)
        page.set_viewport_size({"width": look.width, "height": look.height})
        page.evaluate(_PICTURES_ARE_THERE)
        file = f"{scene.name}-{look.name}.jpg"
        height = _height(page, look)
        (folder / file).write_bytes(_shot(session, look.width, height, "jpeg", 90, 1))
        scale = min(1, _WIDTH_OF_A_THUMBNAIL / look.width)
        thumbnail = _shot(session, look.width, height, "webp", 70, scale)
        yield Picture(scene.page, scene.state, address, look, file, thumbnail)


def is_too_wide(page: Page, look: Look) -> bool:
    """Tell whether the page scrolls sideways, as it stands in the last picture."""
    return int(page.evaluate("document.documentElement.scrollWidth")) > look.width


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


def _height(page: Page, look: Look) -> int:
    whole = int(page.evaluate("document.documentElement.scrollHeight"))
    return min(max(whole, look.height), _LONGEST)
