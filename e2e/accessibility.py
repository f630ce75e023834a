"""Finds what is in somebody's way on a page: by axe, and on narrow screens."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# On trial at axe, and so off by default: a user of speech input reads out names.
_ALSO = {"label-content-name-mismatch": {"enabled": True}}
# What a rule finds can depend on the colours of the page in these alone.
_RULES_OF_COLOUR = ["cat.color"]
_RUN_AXE = "options => axe.run(options).then(results => results.violations)"
_WIDTHS = (768, 390, 320)
_TOO_WIDE = """width => document.documentElement.scrollWidth <= width ? [] :
  [...document.querySelectorAll("body *")]
    .filter(it => it.getBoundingClientRect().right > width + 1)
    .slice(0, 3).map(it => it.outerHTML.slice(0, 120))"""
# A word that no line is too short for; a longer one has to break somewhere.
_BROKEN_WORDS = r"""() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const text = texts.currentNode, place = document.createRange();
    const around = text.parentElement;
    if (!around.checkVisibility() || around.offsetWidth === 1) continue;
    if (getComputedStyle(around).overflowWrap === "anywhere") continue;
    for (const word of text.data.matchAll(/\p{L}{2,14}(?!\p{L})/gu)) {
      if (/\p{L}/u.test(text.data[word.index - 1] ?? "")) continue;
      place.setStart(text, word.index);
      place.setEnd(text, word.index + word[0].length);
      const lines = new Set([...place.getClientRects()].map(it => Math.round(it.top)));
      if (lines.size > 1) found.push(word[0]);
    }
  }
  return found;
}"""


def violations(page: Page) -> list[str]:
    """List what is in the way, in a sentence each; the page keeps its state."""
    return [*_broken_rules(page), *_faults_of_narrow_screens(page)]


def _broken_rules(page: Page) -> list[str]:
    # Half a megabyte, which a page takes a while to read: once is enough.
    page.evaluate(AXE_SCRIPT)
    found = []
    for colours, rules in (("light", _RULES), ("dark", _RULES_OF_COLOUR)):
        # A change of colours that takes its time would be measured halfway.
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        if not page.evaluate(
            f"matchMedia('(prefers-color-scheme: {colours})').matches"
        ):
            # A browser that keeps its own colours, as Debian's Firefox does.
            continue
        options = {"runOnly": rules, "rules": _ALSO, "resultTypes": ["violations"]}
        violations = page.evaluate(_RUN_AXE, options)
        found += [
            f"in {colours} colours: {_described(broken)}" for broken in violations
        ]
    return found


def _described(broken: dict[str, Any]) -> str:
    nodes = broken["nodes"]
    why = [check["message"] for check in (*nodes[0]["any"], *nodes[0]["all"])]
    more = f" (and {len(nodes) - 1} more)" if len(nodes) > 1 else ""
    return (
        f"{broken['help']} [{broken['id']}]: {nodes[0]['html'][:160]}{more};"
        f" {' '.join(why)}"
    )


def _faults_of_narrow_screens(page: Page) -> list[str]:
    found = []
    for width in _WIDTHS:
        page.set_viewport_size({"width": width, "height": 700})
        guilty = page.evaluate(_TOO_WIDE, width)
        found += [f"{width} px wide, it scrolls sideways: {one}" for one in guilty]
        broken = page.evaluate(_BROKEN_WORDS)
        found += [f"{width} px wide, a line ends within “{word}”" for word in broken]
    return found
