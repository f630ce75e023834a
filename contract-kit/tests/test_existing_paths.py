"""A check of a path that does not exist fails with a message; it does not pass."""

import pytest

from contract_kit.existing_paths import PathNotFound, matching_paths
from contract_kit.provider.registered_state_names import states_in
from contract_kit.quality.import_ban import pact_uses
from contract_kit.quality.unread_dataclass_fields import unread_fields


@pytest.fixture
def module(tmp_path):
    path = tmp_path / "teas.py"
    path.write_text("NAME = 'Oolong'\n")
    return path


def test_modules_of_a_client_that_moved_are_missed(tmp_path, module):
    with pytest.raises(PathNotFound, match="payloads.py is not there: was it moved"):
        unread_fields([module, tmp_path / "payloads.py"], [tmp_path])


def test_sources_that_moved_are_missed(tmp_path, module):
    with pytest.raises(PathNotFound, match="shop is not there"):
        unread_fields([module], [tmp_path, tmp_path / "shop"])


def test_folder_that_holds_no_module_is_missed(tmp_path, module):
    (tmp_path / "clients").mkdir()

    with pytest.raises(PathNotFound, match="clients: no module of Python"):
        unread_fields([module, tmp_path / "clients"], [tmp_path])


def test_states_are_not_looked_for_in_an_empty_folder(tmp_path):
    with pytest.raises(PathNotFound, match="holds no"):
        states_in(tmp_path)


def test_raw_uses_are_not_looked_for_in_a_folder_that_moved(tmp_path):
    with pytest.raises(PathNotFound, match="tea-service is not there"):
        pact_uses([tmp_path / "tea-service"])


def test_place_that_is_spared_and_not_there_is_missed(tmp_path):
    with pytest.raises(PathNotFound, match="old-kit is not there"):
        pact_uses([tmp_path], allowed=[tmp_path / "old-kit"])


def test_pattern_that_finds_nothing_is_missed(tmp_path, module):
    assert matching_paths(tmp_path, "te*.py") == [module]
    with pytest.raises(PathNotFound, match="holds no coffee"):
        matching_paths(tmp_path, "coffee*.py")
