"""How Sphinx makes the site: every Markdown file of the repository is a page.

The source folder is the whole repository. So a link from a README to a page of docs/,
or to a file of code, works on the site as in any other viewer of Markdown.
"""

import logging
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
# The build reads the services' OpenAPI documents; Alembic's log is noise there.
logging.getLogger("alembic").setLevel("WARNING")

project = "Furrow"
root_doc = "docs/index"
extensions = ["myst_parser", "tools.docs.generated_parts", "tools.docs.linked_files"]
exclude_patterns = [
    *(".?*", "**/.?*", "**/node_modules", "var", "test-results", "docs/_build"),
    *("**/src", "**/tests", ".github"),
]
source_suffix = {".md": "markdown"}

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 4

html_theme = "furo"
html_title = "Furrow"
html_static_path = ["_static"]
html_css_files = ["furrow.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_show_sphinx = False
html_permalinks_icon = "#"
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#2e5d43",
        "color-brand-content": "#2e5d43",
        "color-brand-visited": "#5b4a78",
    },
    "dark_css_variables": {
        "color-brand-primary": "#9ad3b0",
        "color-brand-content": "#9ad3b0",
        "color-brand-visited": "#c3b1e0",
    },
    "navigation_with_keys": False,
}

linkcheck_timeout = 15
linkcheck_workers = 4
# Addresses of a shop on one's own machine, and names that exist in no network.
linkcheck_ignore = [r"https?://(localhost|127\.0\.0\.1)", r"https?://[^/]+\.example"]
