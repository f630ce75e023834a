"""Fields that a client parses and nobody reads are found, in code and in templates."""

import pytest

from contract_kit.quality.unread_dataclass_fields import unread_fields

PAYLOADS = """
from dataclasses import asdict, dataclass, field
from typing import ClassVar

@dataclass(frozen=True)
class Tea:
    kinds: ClassVar[int] = 3
    name: str
    brand: str

def tea(document):
    return Tea(document["name"], document["brand"])
"""


@pytest.fixture
def unread(tmp_path):
    """Writes files of a small shop, and gives what is parsed there in vain."""

    def unread(payloads=PAYLOADS, **files):
        (tmp_path / "payloads.py").write_text(payloads)
        for name, source in files.items():
            ending = "html" if name.startswith("page") else "py"
            (tmp_path / f"{name}.{ending}").write_text(source)
        found = unread_fields([tmp_path / "payloads.py"], [tmp_path])
        return {f"{each.owner}.{each.name}" for each in found}

    return unread


def test_field_nobody_reads_is_found(unread):
    assert unread(views="print(tea.name)") == {"Tea.brand"}


def test_writing_an_attribute_is_no_reading(unread):
    assert unread(views="print(tea.name); tea.brand = 1") == {"Tea.brand"}


def test_variable_of_the_same_name_is_no_reading(unread):
    assert unread(views="brand = tea.name; print(brand)") == {"Tea.brand"}


@pytest.mark.parametrize(
    "source",
    [
        "print(tea.name, tea.brand)",
        "print(getattr(tea, 'brand'), tea.name)",
        "sorted(teas, key=attrgetter('name', 'brand'))",
        "match tea:\n    case Tea(name=a, brand=b): print(a, b)",
        "match tea:\n    case Tea(a, b): print(a, b)",
    ],
)
def test_each_way_of_reading_counts(unread, source):
    assert unread(views=source) == set()


@pytest.mark.parametrize(
    "template",
    [
        "{{ tea.name }} {{ tea.brand }}",
        "{{ tea['name'] }}{% if tea.brand %}!{% endif %}",
        "{% for x in teas | sort(attribute='brand') %}{{ x.name }}{% endfor %}",
        "{{ teas | map(attribute='maker.brand') | join }}{{ tea.name }}",
        "{% trans %}{{ name }}{% endtrans %}{{ tea.name ~ tea.brand }}",
        "{% unknown tag %} tea.name tea.brand",
    ],
)
def test_templates_read_too(unread, template):
    assert unread(page=template) == set()


def test_word_in_the_text_of_a_page_is_no_reading(unread):
    assert unread(page="<p>The brand of {{ tea.name }}</p>") == {"Tea.brand"}


METHODS = """
from dataclasses import dataclass

@dataclass(frozen=True)
class Tea:
    name: str
    brand: str
    origin: str

    @property
    def label(self):
        return self.name + _maker(self)

    def unused(self):
        return self.origin

def _maker(tea):
    return tea.brand
"""


def test_property_that_is_read_reads_on(unread):
    assert unread(METHODS, views="print(tea.label)") == {"Tea.origin"}


def test_property_that_nobody_reads_does_not(unread):
    assert unread(METHODS) == {"Tea.name", "Tea.brand", "Tea.origin"}


def test_whole_object_written_by_itself_is_read(unread):
    payloads = PAYLOADS.replace(
        "    brand: str\n",
        "    brand: str\n\n    def document(self):\n        return asdict(self)\n",
    )

    assert unread(payloads, views="tea.document()") == set()


def test_mutable_dataclass_is_not_looked_at(unread):
    assert unread(PAYLOADS.replace("(frozen=True)", "")) == set()


def test_field_is_reported_with_file_and_line(tmp_path):
    path = tmp_path / "payloads.py"
    path.write_text(PAYLOADS)

    (name, brand) = unread_fields([path], [tmp_path])

    assert str(brand) == (
        f"{path}:9: Tea.brand is parsed and never read: take it out of the dataclass "
        "and out of the interaction, or use it"
    )
