"""What the weights of the utterances were made from, as one number, which they carry."""

from __future__ import annotations

import hashlib
from pathlib import Path

from screening.training.utterance_signs import FOLDER, LANGUAGES


def digest_of(indicators: Path) -> str:
    """Return the digest of the lists and of the build half of all languages; the other sets do not change it."""
    found = hashlib.sha256()
    for language in LANGUAGES:
        found.update((indicators / FOLDER / f"{language}.toml").read_bytes())
        lines = (indicators / FOLDER / f"{language}.tsv").read_text("utf-8").splitlines()
        found.update("\n".join(line for line in lines if line.endswith("\tbuild")).encode())
    return found.hexdigest()
