"""What somebody is going to do in the shop, with the form that they will send."""

from dataclasses import dataclass, field

from testing.driver.form_browser import PageResponse
from testing.resilience.outages.expectations import Shape, Visit
from testing.resilience.outages.shop_visitor import ShopVisitor


@dataclass
class PreparedVisit:
    """A visit of somebody; an action has its form filled in already."""

    visitor: ShopVisitor
    visit: Visit
    page: str = ""
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The address, with what is this visitor's own in it."""
        return self.visit.path.format(**self.visitor.facts)


def views(visitor: ShopVisitor, visits: tuple[Visit, ...]) -> list[PreparedVisit]:
    """Plan to look at pages."""
    return [PreparedVisit(visitor, visit) for visit in visits]


def with_form(visitor: ShopVisitor, visit: Visit) -> PreparedVisit:
    """Plan an action: fill in its form, without sending it."""
    if visit.form is None:
        raise ValueError(f"{visit.name} is no action: there is no form to fill in.")
    facts = visitor.facts
    action, page = visit.path.format(**facts), visit.form.page.format(**facts)
    changes = {name: text.format(**facts) for name, text in visit.form.changes.items()}
    fields = visitor.browser.fields(page, action) | changes
    return PreparedVisit(visitor, visit, page, fields)


def make_visit(prepared: PreparedVisit) -> PageResponse:
    """Make a visit; return what came back."""
    browser, is_part = prepared.visitor.browser, prepared.visit.shape == Shape.PART
    if prepared.visit.form:
        return browser.send(
            prepared.page, prepared.path, prepared.fields, is_part=is_part
        )
    return browser.open(prepared.path, is_part=is_part)
