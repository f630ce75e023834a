"""Prints what each life of the shop in containers has shown."""

from collections.abc import Iterator, Sequence

from testing.resilience.compose.lifecycle_scenario import LifecycleResult


def report(sizes: dict[str, int], results: Sequence[LifecycleResult]) -> str:
    """Write all of it."""
    return "\n".join(
        [
            f"{'image':<24}{'MB above its base':>18}",
            *(f"{name:<24}{size:>18}" for name, size in sizes.items()),
            *(line for result in results for line in ("", *_of(result))),
        ]
    )


def _of(result: LifecycleResult) -> Iterator[str]:
    storm, bought = result.storm, result.storm.bought
    yield (
        f"{result.name}: open after {result.seconds_to_open:.0f} s, again after"
        f" {result.seconds_to_open_again:.0f} s; {bought.requested} checkouts sent,"
        f" {len(bought.snapshot.orders)} orders, {bought.paid} paid"
    )
    yield f"{'container':<24}{'MB held':>10}{'killed, whole after':>22}"
    for name, seconds in storm.healed.items():
        held = result.held.get(name)
        yield f"{name:<24}{'' if held is None else held:>10}{seconds:>20.1f} s"
    yield f"{'together':<24}{sum(result.held.values()):>10}"
    for sentence in result.complaints:
        yield f"FAILED: {sentence}"
    for sentence in result.warnings:
        yield f"more than aimed at: {sentence}"
    if not result.complaints:
        yield "Nothing lost, nothing doubled, nothing oversold; all healed by itself."
