from dataclasses import dataclass, field, replace
from typing import cast

import pytest

from setup.secret_paths import SERVERS
from tools.applications import ROOT
from tools.containers.base_image_specs import BASE_IMAGE_SPECS, BaseImageSpec
from tools.containers.engine import Engine
from tools.containers.local_base_images import base_image, debian_tag, official_name

EACH = pytest.mark.parametrize("spec", BASE_IMAGE_SPECS, ids=lambda spec: spec.name)


@EACH
def test_stand_in_knows_for_whom_it_stands(spec: BaseImageSpec) -> None:
    assert official_name(spec).startswith(f"{spec.name}:")


@EACH
def test_entry_point_of_a_stand_in_lies_there(spec: BaseImageSpec) -> None:
    wanted = any(line.startswith("COPY") for line in spec.lines)

    assert (ROOT / "tools" / "containers" / f"{spec.name}.sh").exists() == wanted


@EACH
def test_servers_are_the_user_that_owns_their_secrets(spec: BaseImageSpec) -> None:
    for line in spec.lines:
        if "usermod" in line:
            assert f"--uid {SERVERS} " in line
            assert f"--gid {SERVERS} " in line


@dataclass
class EngineWithout:
    """An engine far from any registry, with some images of its own."""

    images: set[str]
    built: list[str] = field(default_factory=list)

    def has_image(self, name: str) -> bool:
        return name in self.images

    def pull(self, name: str) -> bool:
        return False

    def run(self, order: str, *words: str) -> None:
        assert order == "build"
        self.built.append(words[words.index("--tag") + 1])


@EACH
def test_stand_in_is_built_again_on_the_same_packages(spec: BaseImageSpec) -> None:
    # Its entry point may have changed since; the engine knows whether it has.
    engine = EngineWithout({debian_tag(spec), spec.tag})

    assert base_image(cast(Engine, engine), spec) == spec.tag
    assert engine.built == [spec.tag]


@EACH
def test_other_packages_make_another_image(spec: BaseImageSpec) -> None:
    other = replace(spec, packages=(*spec.packages, "cowsay"))

    assert debian_tag(other) != debian_tag(spec)
