"""What an image of ours must not be able to do, asked of the image itself."""

from collections.abc import Iterable, Iterator

from tools.containers.engine import Engine

_NOBODY = "10001:10001"
# Each must fail where the shop runs.
_TEMPTATIONS = {
    "has pip": "python -m pip --version",
    "has a compiler": "command -v cc || command -v gcc",
    "may write to its own code": "touch /app/mine || touch /opt/furrow/mine",
}
_QUIET = "exec > /dev/null 2>&1; "


def weaknesses(engine: Engine, images: Iterable[str]) -> Iterator[str]:
    """Return a sentence for each thing that is not as it should be."""
    for image in images:
        config = engine.inspect(image)[0]["Config"]
        if config["User"] != _NOBODY:
            yield f"{image} runs as {config['User'] or 'root'}"
        if not (config["Labels"] or {}).get("org.opencontainers.image.revision"):
            yield f"{image} does not say from which commit it is"
        for sentence, line in _TEMPTATIONS.items():
            # What fails inside succeeds here: an engine that fails is no answer.
            words = ("run", "--rm", "--network=none", "--entrypoint", "sh", image, "-c")
            ask = f"if ({_QUIET}{line}); then echo yes; else echo no; fi"
            if engine.run(*words, ask) != "no":
                yield f"{image} {sentence}"
