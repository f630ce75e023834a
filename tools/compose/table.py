"""What the trials have shown, for people."""

from collections.abc import Iterator, Sequence

from tools.compose.trial import Trial


def table(sizes: dict[str, int], trials: Sequence[Trial]) -> str:
    """Write all of it."""
    return "\n".join(
        [
            f"{'image':<24}{'MB above its base':>18}",
            *(f"{name:<24}{size:>18}" for name, size in sizes.items()),
            *(line for trial in trials for line in ("", *_of(trial))),
        ]
    )


def _of(trial: Trial) -> Iterator[str]:
    storm, bought = trial.storm, trial.storm.bought
    yield (
        f"{trial.name}: open after {trial.seconds_to_open:.0f} s, again after"
        f" {trial.seconds_to_open_again:.0f} s; {bought.asked} checkouts asked for,"
        f" {len(bought.ledger.orders)} orders, {bought.paid} paid"
    )
    yield f"{'container':<24}{'MB held':>10}{'killed, whole after':>22}"
    for name, seconds in storm.healed.items():
        held = trial.held.get(name)
        yield f"{name:<24}{'' if held is None else held:>10}{seconds:>20.1f} s"
    yield f"{'together':<24}{sum(trial.held.values()):>10}"
    for sentence in trial.complaints:
        yield f"FAILED: {sentence}"
    for sentence in trial.warnings:
        yield f"more than aimed at: {sentence}"
    if not trial.complaints:
        yield "Nothing lost, nothing doubled, nothing oversold; all healed by itself."
