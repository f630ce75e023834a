"""Asks git, as no other module does: which commit, its files, and which tags there are.

Nothing here changes a repository except `move_tag`.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
# A hook of git would pass these on, and they would lead to another repository.
_MISLEADING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
# What git says of a partial clone whose origin is away, and of a damaged one.
_INCOMPLETE = ("could not read", "Could not read", "unable to read", "bad file")
_SECONDS = 30
SHORT = 9


class UsageError(Exception):
    """The question cannot be asked like this; the sentence says how it can."""


@dataclass(frozen=True)
class Repository:
    """A repository whose work tree is the folder `root`."""

    root: Path

    def commit(self, ref: str) -> str:
        """Find the commit that a ref means."""
        found = self._output_if_found(
            "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}"
        )
        if found is None:
            raise UsageError(
                f"There is no commit '{ref}' here: look at `git log`, or fetch it."
            )
        return found

    def prefix(self) -> str:
        """Return the path from the top of the work tree to `root`; at the top, none."""
        return self._output("rev-parse", "--show-prefix").rstrip("/")

    def branch(self) -> str:
        """Name the branch that is checked out; a detached HEAD is on none."""
        return self._output("branch", "--show-current")

    def object_at(self, commit: str, path: str) -> str | None:
        """Give the id of what lies at a path; it changes with the content alone."""
        return self._output_if_found(
            "rev-parse", "--verify", "--quiet", f"{commit}:{path}"
        )

    def files(self, commit: str, folder: str) -> dict[str, str]:
        """List the files of a folder, without those below, and their ids."""
        listed = self._output("ls-tree", "-z", commit, f"{folder}/")
        return dict(_entries(listed))

    def content(self, object_id: str) -> bytes:
        """Read a file by its id."""
        return self._run("cat-file", "blob", object_id).stdout

    def deployed(self, environment: str) -> dict[str, str]:
        """List what runs in an environment: applications and their commits."""
        return {
            name: self._commit_of(tag(environment, name), object_id)
            for name, object_id in self.tags(environment).items()
        }

    def tags(self, environment: str) -> dict[str, str]:
        """List the tags of an environment by application, as they stand here."""
        start = _start(environment)
        line = "--format=%(objectname) %(refname)"
        rows = self._output("for-each-ref", line, start).splitlines()
        return dict(_named(rows, start))

    def remote(self) -> str | None:
        """Name the repository that others share, where this one is a clone."""
        names = self._output("remote").split()
        return "origin" if "origin" in names else next(iter(names), None)

    def tags_at(self, remote: str, environment: str) -> dict[str, str]:
        """List the tags of an environment as they stand where others see them."""
        start = _start(environment)
        # Whoever has to be asked for a password cannot be asked here.
        quiet = {"GIT_TERMINAL_PROMPT": "0"}
        try:
            line = ("ls-remote", "--refs", remote, f"{start}*")
            listed = self._run(*line, extra=quiet, seconds=_SECONDS).stdout.decode()
        except (UsageError, subprocess.TimeoutExpired) as error:
            why = str(error).splitlines()[0]
            raise UsageError(
                f"{remote} does not say what runs in '{environment}' ({why}). The "
                "tags here may be old: ask again when it answers, or trust them with "
                "--offline."
            ) from None
        return dict(_named(listed.splitlines(), start))

    def changes(self, paths: Iterable[str]) -> list[str]:
        """List what is not committed below some paths."""
        # Even `status` would write the index otherwise, to be faster the next time.
        look = ("--no-optional-locks", "status", "--porcelain", "-z", "--no-renames")
        rows = self._output(*look, "--", *paths)
        return [row[3:] for row in rows.split("\0") if row]

    def check_out(self, commit: str, paths: Iterable[str], folder: Path) -> None:
        """Write some paths of a commit into a folder outside of the repository.

        An index of its own stands outside as well, so that the repository does not even
        know of this copy: a run that is killed leaves nothing behind in it.
        """
        index = {"GIT_INDEX_FILE": str(folder.with_suffix(".index"))}
        # Hooks are made for the work of people; this copy is none of their business.
        quiet = ("-c", f"core.hooksPath={os.devnull}")
        self._run(*quiet, "read-tree", commit, extra=index)
        present = self._run("ls-files", "-z", "--", *paths, extra=index).stdout
        write = ("checkout-index", "-z", "--stdin", f"--prefix={folder}/")
        self._run(*quiet, *write, extra=index, given=present)

    def move_tag(self, environment: str, application: str, commit: str) -> str | None:
        """Put the tag of a deployment on a commit; give the commit it was on before."""
        before = self.deployed(environment).get(application)
        # Plainer than `git tag`: no setting asks for a name, a message or a key here.
        self._run("update-ref", f"refs/tags/{tag(environment, application)}", commit)
        return before

    def _commit_of(self, name: str, object_id: str) -> str:
        try:
            # An annotated tag of somebody else's making counts as well.
            found = self._output_if_found(
                "rev-parse", "--verify", "--quiet", f"{object_id}^{{commit}}"
            )
        except UsageError:
            raise UsageError(
                f"The tag {name} stands on {object_id[:SHORT]}, which is no commit: "
                "record anew what runs there, or delete the tag: git tag -d "
                f"{name} && git push origin :refs/tags/{name}"
            ) from None
        if found is None:
            raise UsageError(
                f"The tag {name} stands on {object_id[:SHORT]}, and no such commit is "
                "in this clone. Fetch it: git fetch origin "
                f"+refs/tags/{name}:refs/tags/{name}. If it is gone for good, deploy a "
                "commit that exists and record that."
            )
        return found

    def _output_if_found(self, *words: str) -> str | None:
        done = self._run(*words, may_be_missing=True)
        return done.stdout.decode().strip() if done.returncode == 0 else None

    def _output(self, *words: str) -> str:
        return self._run(*words).stdout.decode().strip("\n")

    def _run(
        self,
        *words: str,
        extra: dict[str, str] | None = None,
        given: bytes = b"",
        may_be_missing: bool = False,
        seconds: float | None = None,
    ) -> subprocess.CompletedProcess[bytes]:
        clean = {k: v for k, v in os.environ.items() if k not in _MISLEADING}
        clean["LC_ALL"] = "C"  # Some of its words are looked for below.
        done = subprocess.run(  # noqa: S603 - git, and words of our own
            ["git", *words],  # noqa: S607 - the git of whoever asks
            cwd=self.root,
            env=clean | (extra or {}),
            input=given,
            capture_output=True,
            timeout=seconds,
        )
        message = done.stderr.decode(errors="replace").strip()
        # What is only missing has no words; a folder that is no repository has some.
        if done.returncode and not (may_be_missing and not message):
            raise UsageError(_refusal(self.root, message))
        return done


def _refusal(root: Path, message: str) -> str:
    last = message.splitlines()[-1] if message else "it said nothing"
    if any(words in message for words in _INCOMPLETE):
        return (
            f"{root} lacks a part of its history that this question needs ({last}): "
            "fetch it with git fetch --refetch, or clone the repository anew."
        )
    return f"git did not answer in {root}: {message}"


def _start(environment: str) -> str:
    return f"refs/tags/deployed/{_checked(environment)}/"


def _named(rows: Iterable[str], start: str) -> Iterator[tuple[str, str]]:
    for row in rows:
        object_id, _, name = row.replace("\t", " ").partition(" ")
        yield name.removeprefix(start), object_id


def tag(environment: str, application: str) -> str:
    """Name the tag of a deployment."""
    return f"deployed/{_checked(environment)}/{_checked(application)}"


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"'{name}' is no name of an environment or application: take small "
            "letters, digits and hyphens, as in 'test' or 'product-service'."
        )
    return name


def _entries(listed: str) -> Iterator[tuple[str, str]]:
    for row in filter(None, listed.split("\0")):
        about, _, path = row.partition("\t")
        _, kind, object_id = about.split()
        if kind == "blob":
            yield path.rpartition("/")[2], object_id
