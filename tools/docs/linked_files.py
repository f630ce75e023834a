"""Shows the files that pages link to: a part of Sphinx.

On the site a link to a file of the repository leads to a page with its text, one to a
folder leads to its README or to a list, and pictures and HTML files are copied. So the
site needs no host of repositories.
"""

import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from pygments.lexers import get_lexer_for_filename
from pygments.util import ClassNotFound
from sphinx import addnodes
from sphinx.application import Sphinx

_COPIED = {".html", ".svg", ".png", ".json"}


def setup(app: Sphinx) -> dict[str, Any]:
    """Register what follows links, shows files and copies files."""
    # Earlier than Sphinx collects what is to be downloaded.
    app.connect("doctree-read", _follow_links, priority=400)
    app.connect("html-collect-pages", _pages)
    app.connect("build-finished", _copy_files)
    return {"version": "1", "parallel_read_safe": False}


def _follow_links(app: Sphinx, tree: nodes.document) -> None:
    for link in list(tree.findall(addnodes.download_reference)):
        file = _named_by(app, link)
        _files(app).add(file)
        _replace(app, link, file if Path(file).suffix in _COPIED else f"{file}.html")
    for link in list(tree.findall(addnodes.pending_xref)):
        folder = _named_by(app, link)
        if link["refdomain"] is None and (app.srcdir / folder).is_dir():
            _lead_into(app, link, folder)


def _named_by(app: Sphinx, link: nodes.Element) -> str:
    target = link["reftarget"].partition("#")[0]
    return str(app.env.relfn2path(target, link["refdoc"])[0])


def _lead_into(app: Sphinx, link: nodes.Element, folder: str) -> None:
    """Lead to the README of a folder, or to a list of its files."""
    if (app.srcdir / folder / "README.md").exists():
        link["refdomain"], link["reftarget"] = "doc", f"{folder}/README"
        link["reftargetid"] = None
        return
    _files(app).add(folder)
    _files(app).update(_inside(app, folder))
    _replace(app, link, f"{folder}.html")


def _inside(app: Sphinx, folder: str) -> list[str]:
    here = (app.srcdir / folder).iterdir()
    return [
        f"{folder}/{path.name}"
        for path in sorted(here)
        if path.is_file() and path.stat().st_size
    ]


def _replace(app: Sphinx, link: nodes.Element, target: str) -> None:
    up = "../" * link["refdoc"].count("/")
    place = nodes.reference("", "", internal=True, refuri=up + target)
    place += link.children
    link.replace_self(place)


def _files(app: Sphinx) -> set[str]:
    found: set[str] = app.env.__dict__.setdefault("repository_files", set())
    return found


def _pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    for file in sorted(_files(app)):
        path = app.srcdir / file
        if path.suffix not in _COPIED:
            shown = _listed(app, file) if path.is_dir() else _shown(app, path)
            body = f"<h1><code>{escape(file)}</code></h1>\n{shown}"
            yield file, {"title": file, "parents": [], "body": body}, "page.html"


def _listed(app: Sphinx, folder: str) -> str:
    name = Path(folder).name
    items = (f"{name}/{Path(file).name}" for file in _inside(app, folder))
    rows = (f'<li><a href="{item}.html">{escape(item)}</a></li>' for item in items)
    return f"<ul>{''.join(rows)}</ul>"


def _shown(app: Sphinx, path: Path) -> str:
    builder: Any = app.builder
    text = path.read_text("utf-8")
    code = builder.highlighter.highlight_block(text, _language(path), force=True)
    return str(code)


def _language(path: Path) -> str:
    try:
        return str(get_lexer_for_filename(path.name).aliases[0])
    except ClassNotFound:
        return "text"


def _copy_files(app: Sphinx, failure: Exception | None) -> None:
    if failure or app.builder.format != "html":
        return
    for file in _files(app):
        if Path(file).suffix in _COPIED:
            place = Path(app.outdir) / file
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(app.srcdir / file, place)
