"""The build step that compiles the catalogues: a wheel carries ``.mo``, a checkout reads ``.po``."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path
from typing import Any

from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INSIDE = "screening/content"
UNDATED = datetime.datetime(2020, 2, 2, tzinfo=datetime.UTC)
"""The day hatchling gives every file, so that the same words make the same wheel."""


class CompileCatalogues(BuildHookInterface):  # type: ignore[type-arg]
    """Puts ``locales`` into the wheel with every catalogue compiled; fuzzy entries are left out."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        self._built = tempfile.TemporaryDirectory()
        for path in sorted((root / "locales").rglob("*")):
            name = path.relative_to(root)
            if path.suffix == ".po":
                compiled = (Path(self._built.name) / name).with_suffix(".mo")
                compiled.parent.mkdir(parents=True, exist_ok=True)
                with path.open("rb") as source:
                    catalog = read_po(source, ignore_obsolete=True, abort_invalid=True)
                for message in [each for each in catalog if each.id and not _translated(each)]:
                    catalog.delete(message.id, message.context)  # Babel would fill an empty plural with English
                catalog.creation_date = UNDATED
                with compiled.open("wb") as target:
                    write_mo(target, catalog)
                build_data["force_include"][str(compiled)] = f"{INSIDE}/{name.with_suffix('.mo').as_posix()}"
            elif path.is_file() and path.suffix not in (".pot", ".cfg") and not path.name.startswith("."):
                build_data["force_include"][str(path)] = f"{INSIDE}/{name.as_posix()}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if hasattr(self, "_built"):
            self._built.cleanup()


def _translated(message: Message) -> bool:
    string = message.string
    return bool(string) and (isinstance(string, str) or all(string))
