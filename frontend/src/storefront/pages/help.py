"""The same few answers, linked from the foot of every page."""

from flask import Blueprint, render_template

help_pages = Blueprint("help", __name__)


@help_pages.get("/help")
def show() -> str:
    """Answer what people ask most."""
    return render_template("help/help.html")


@help_pages.get("/accessibility")
def show_accessibility() -> str:
    """Show how the shop can be used, and what to do where it cannot."""
    return render_template("help/accessibility.html")
