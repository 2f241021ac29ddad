"""Fetch one file of the package index as it is, without running anything of it, and hold it to its hash.

    python .ci/wine/fetch.py NAME VERSION SHA256 OUT

pip's own ``download`` runs the setup of a source package to learn its name; this asks pip where the file is, no more.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from pip._internal.commands import create_command
from pip._vendor.packaging.specifiers import SpecifierSet


def fetched(name: str, version: str) -> bytes:
    """Return the source package's bytes. Raises what pip raises; SystemExit where there is none."""
    command = create_command("download")
    options, _ = command.parse_args(["--no-binary", ":all:"])
    with command.main_context():
        session = command.get_default_session(options)
        finder = command._build_package_finder(options, session)
        found = finder.find_best_candidate(name, SpecifierSet(f"=={version}")).best_candidate
        if found is None:
            sys.exit(f"the package index has no source package {name} {version}")
        answer = session.get(found.link.url_without_fragment)
        answer.raise_for_status()
        return bytes(answer.content)


def main() -> None:
    name, version, sha256, out = sys.argv[1:]
    data = fetched(name, version)
    if hashlib.sha256(data).hexdigest() != sha256:
        sys.exit(f"{name} {version} has another hash than the one that is pinned")
    Path(out).write_bytes(data)


if __name__ == "__main__":
    main()
