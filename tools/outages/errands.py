"""What somebody is going to do in the shop, with the form that they will send."""

from dataclasses import dataclass, field

from tools.outages.browser import Answer
from tools.outages.people import Person
from tools.outages.sights import Shape, Visit


@dataclass
class Errand:
    """A visit of somebody; a deed has its form filled in already."""

    person: Person
    visit: Visit
    page: str = ""
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The address, with what is this person's own in it."""
        return self.visit.path.format(**self.person.facts)


def look(person: Person, visits: tuple[Visit, ...]) -> list[Errand]:
    """Let somebody look at pages."""
    return [Errand(person, visit) for visit in visits]


def filled_in(person: Person, deed: Visit) -> Errand:
    """Let somebody fill in the form of a deed, without sending it."""
    if deed.form is None:
        raise ValueError(f"{deed.name} is no deed: there is no form to fill in.")
    facts = person.facts
    action, page = deed.path.format(**facts), deed.form.page.format(**facts)
    changes = {name: text.format(**facts) for name, text in deed.form.changes.items()}
    return Errand(person, deed, page, person.browser.fields(page, action) | changes)


def go(errand: Errand) -> Answer:
    """Run an errand."""
    browser, is_part = errand.person.browser, errand.visit.shape == Shape.PART
    if errand.visit.form:
        return browser.send(errand.page, errand.path, errand.fields, is_part)
    return browser.open(errand.path, is_part=is_part)
