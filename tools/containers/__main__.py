"""Makes every stand-in that is missing: `python -m tools.containers`."""

from tools.containers.base_image_specs import BASE_IMAGE_SPECS
from tools.containers.engine import running_engine
from tools.containers.local_base_images import base_image


def main() -> None:
    """Print for each image which one is used here."""
    with running_engine() as engine:
        for spec in BASE_IMAGE_SPECS:
            print(f"{spec.name}: {base_image(engine, spec)}")


if __name__ == "__main__":
    main()
