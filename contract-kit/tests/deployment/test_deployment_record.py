"""A deployment is recorded as a tag that others can read."""

import pytest

from contract_kit.deployment import Repository, UsageError, record_deployment

from .sample_repository import LAYOUT


@pytest.mark.parametrize("name", ["Test", "", "../main", "two words", "-f"])
def test_name_that_makes_no_tag_is_refused(running, name):
    with pytest.raises(UsageError, match="take small letters"):
        record_deployment(Repository(running.root), LAYOUT, "counter", name)


def test_record_says_what_moved_and_how_to_share_it(shop):
    repository = Repository(shop.root)
    first = record_deployment(repository, LAYOUT, "counter", "test")
    shop.interaction("counter", "tea-service", {"/tea": {}})
    later = shop.commit("ask for less")

    moved = record_deployment(repository, LAYOUT, "counter", "test")
    back = record_deployment(repository, LAYOUT, "counter", "test", ref="HEAD~1")

    old, new = first.version.commit[:9], later[:9]
    assert str(first).startswith(f"The tag deployed/test/counter is new, at {old}.")
    assert f"moved from {old} to {new}" in str(moved)
    assert f"moved from {new} to {old}" in str(back)
    assert "git push --force origin refs/tags/deployed/test/counter" in str(back)
    assert shop.git("rev-parse", "deployed/test/counter") == first.version.commit


def test_annotated_tag_is_a_deployment_too(shop):
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@tea.example")
    shop.git(*who, "tag", "--annotate", "deployed/test/tea-service", "--message=mine")
    commit = shop.git("rev-parse", "HEAD")[:9]

    assert f"tea-service {commit} (in test)" in shop.ask("counter")
