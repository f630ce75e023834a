"""The list of states that change nothing on purpose is read, or refused."""

import pytest

from contract_kit.quality.state_exemptions import (
    UnreadableStateExemptions,
    read_state_exemptions,
)

LIST = """
[[exemption]]
provider = "tea-service"
why = "another shelf makes no difference"

[exemption.states]
"a coffee is on the shelf" = []
"there are many packets" = ["a request for a tea", "an order"]
"""


def test_each_state_has_its_reason(tmp_path):
    path = tmp_path / "unneeded-states.toml"
    path.write_text(LIST)

    coffee, packets = read_state_exemptions(path)

    assert (coffee.provider, coffee.state) == (
        "tea-service",
        "a coffee is on the shelf",
    )
    assert packets.descriptions == ("a request for a tea", "an order")
    assert packets.why == "another shelf makes no difference"


def test_project_without_a_list_exempts_nothing(tmp_path):
    assert read_state_exemptions(tmp_path / "unneeded-states.toml") == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("[[exemption]]", "[[exemption]", "is no TOML"),
        ("[[exemption]]", "[[exemptions]]", "'exemptions'"),
        ("why = ", "because = ", "'why' is a required"),
        ('why = "another shelf makes no difference"', 'why = ""', "exemption.0.why"),
        ("= []", '= "an order"', "is not of type 'array'"),
    ],
)
def test_list_that_says_something_else_is_refused(old, new, complaint, tmp_path):
    path = tmp_path / "unneeded-states.toml"
    path.write_text(LIST.replace(old, new))

    with pytest.raises(
        UnreadableStateExemptions, match="unneeded-states.toml"
    ) as refused:
        read_state_exemptions(path)

    assert complaint in str(refused.value)
