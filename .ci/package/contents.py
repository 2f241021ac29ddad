"""Write the bill of materials and the licences of everything that a package ships.

    python .ci/package/contents.py SITE-PACKAGES FOLDER
    python .ci/package/contents.py --covers FOLDER

`SITE-PACKAGES` holds the locked libraries and the wheel. FOLDER gets `sbom.cdx.json` (CycloneDX 1.6) and `licences/`,
one folder a library with the texts that came with it. Two runs of one commit write the same bytes. A library without a
licence stops it, and so does one under a licence that a program under Apache-2.0 cannot be handed out with.
With --covers FOLDER is a package that was put together: a shared library or a font of which its bill says nothing
stops it.
"""

from __future__ import annotations

import fnmatch
import importlib.metadata
import json
import re
import shutil
import sys
import tomllib
import uuid
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TEXT = re.compile(r"(?i)(licen[cs]e|copying|notice|authors)")
TOOLS = {"pip", "setuptools", "wheel"}
"""In every environment, and in no package."""
CLASSIFIED = {
    "MIT License": "MIT", "BSD License": "BSD-3-Clause", "Apache Software License": "Apache-2.0",
    "zlib/libpng License": "Zlib", "Python Software Foundation License": "PSF-2.0", "Public Domain": "Unlicense",
}  # fmt: skip
SAID = {
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0", "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0", "MIT License": "MIT", "zlib/libpng": "Zlib",
}  # fmt: skip


class Unshippable(Exception):
    """A library that cannot be handed out with the program as things stand."""


def licence_of(library: importlib.metadata.Distribution) -> str:
    """The licence as an SPDX expression. Raises Unshippable where it names none or one that does not fit."""
    about = library.metadata
    said = str(about.get("License-Expression") or about.get("License") or "").strip()
    if not said or "\n" in said or len(said) > 120 or said in ("BSD", "Apache"):
        said = ""
    said = SAID.get(said, said)
    if said.startswith("BSD license (see license.txt"):
        said = "BSD-3-Clause"
    if not said:
        classified = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or () if "License ::" in each]
        said = " AND ".join(CLASSIFIED[each] for each in classified if each in CLASSIFIED)
    if not said:
        said = recognised("\n".join(text for _, text in texts_of(library)))
    if not said:
        raise Unshippable(f"{about['Name']} names no licence")
    if all("GPL" in each and "LGPL" not in each for each in said.split(" OR ")):
        raise Unshippable(f"{about['Name']} is under {said}")
    return said


def recognised(text: str) -> str:
    """The licence that a text is, where the library does not name it."""
    for said, licence in (
        ("Permission is hereby granted, free of charge", "MIT"), ("Apache License", "Apache-2.0"),
        ("Redistribution and use in source and binary forms", "BSD-3-Clause"), ("altered source versions", "Zlib"),
        ("provided 'as-is'", "Zlib"),
    ):  # fmt: skip
        if said in text:
            return licence
    return ""


def texts_of(library: importlib.metadata.Distribution) -> list[tuple[str, str]]:
    """The licence texts that came with a library, by name."""
    found = []
    for path in library.files or ():
        inside = "dist-info" in path.parts[0] or path.name.startswith("licen")
        if inside and (TEXT.search(path.name) or any(part.lower().endswith("licenses") for part in path.parts[1:-1])):
            place = Path(str(library.locate_file(path)))
            if place.is_file() and path.suffix not in (".py", ".pyc"):
                name = "-".join(part for part in path.parts[1:] if part not in ("licenses", ".."))
                found.append((name, place.read_text("utf-8", errors="replace")))
    return sorted(found)


def shipped(site: Path) -> list[importlib.metadata.Distribution]:
    """Every library in the environment, in order of names."""
    found = {str(each.metadata["Name"]).lower().replace("_", "-"): each for each in distributions(site)}
    return [library for name, library in sorted(found.items()) if name not in TOOLS]


def own_libraries(library: importlib.metadata.Distribution) -> list[str]:
    """The shared libraries that a wheel's makers wrote themselves: those beside them have entries of their own."""
    return sorted(
        path.as_posix()
        for path in library.files or ()
        if ".so" in path.name and not path.parts[0].endswith(".libs") and path.parts[:2] != ("PySide6", "Qt")
    )


def uncovered(folder: Path) -> list[str]:
    """The shared libraries, programs and fonts in a package of which its bill of materials says nothing."""
    told = json.loads((folder / "sbom.cdx.json").read_text("utf-8"))
    said = [each for part in told["components"] for each in part.get("properties", ())]
    named = [each["value"] for each in said if each["name"] == "file"]
    lacking = []
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        with path.open("rb") as file:
            if file.read(4) not in (b"\x7fELF", b"\0\1\0\0", b"OTTO"):
                continue
        name = path.relative_to(folder).as_posix()
        name = name.removeprefix("lib/") if name.startswith("lib/") else f"../{name}"
        if not any(fnmatch.fnmatchcase(name, each) for each in named):
            lacking.append(name)
    return lacking


def distributions(site: Path) -> Any:
    return importlib.metadata.distributions(path=[str(site)])


def bill(libraries: list[importlib.metadata.Distribution], native: list[dict[str, Any]]) -> dict[str, Any]:
    """The bill of materials. Its number is that of its contents, so that the same contents have the same."""
    program = next(each for each in libraries if each.metadata["Name"] == "screening")
    components = [
        {
            "type": "library",
            "name": each.metadata["Name"],
            "version": each.version,
            "licenses": [{"expression": licence_of(each)}],
            "purl": f"pkg:pypi/{str(each.metadata['Name']).lower().replace('_', '-')}@{each.version}",
            "properties": [{"name": "file", "value": name} for name in own_libraries(each)],
        }
        for each in libraries
        if each is not program
    ]
    components += [
        {
            "type": "library",
            "name": part["name"],
            "licenses": [{"expression": part["licence"]}],
            "externalReferences": [{"type": "distribution", "url": part["source"]}],
            "properties": [
                {"name": "inside", "value": part["wheel"] or "the package"},
                *({"name": "file", "value": name} for name in part.get("files", ())),
            ],
        }
        for part in native
    ]
    made: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": "screening",
                "version": program.version,
                "licenses": [{"expression": licence_of(program)}],
            }
        },
        "components": components,
    }
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(made, sort_keys=True))
    return {**made, "serialNumber": f"urn:uuid:{number}"}


def write(site: Path, folder: Path) -> None:
    """Both, into a folder that is made. Raises Unshippable."""
    libraries = shipped(site)
    native = tomllib.loads((HERE / "native.toml").read_text("utf-8"))["part"]
    names = {str(each.metadata["Name"]).lower().replace("_", "-") for each in libraries}
    native = [part for part in native if part["wheel"] in ("", *names)]
    folder.mkdir(parents=True, exist_ok=True)
    told = json.dumps(bill(libraries, native), ensure_ascii=False, indent=1)
    (folder / "sbom.cdx.json").write_text(told + "\n", "utf-8", newline="\n")
    texts = folder / "licences"
    if texts.exists():
        shutil.rmtree(texts)
    lines = [f"{each.metadata['Name']} {each.version}: {licence_of(each)}" for each in libraries]
    lines += [f"{part['name']} ({part['wheel'] or 'in the package'}): {part['licence']}" for part in native]
    for library in libraries:
        for name, text in texts_of(library):
            place = texts / str(library.metadata["Name"]).lower() / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8", newline="\n")
    for path in sorted((HERE / "licences").glob("*.txt")):
        shutil.copyfile(path, texts / path.name)
    (texts / "LIST.txt").write_text("\n".join(sorted(lines)) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    if sys.argv[1] == "--covers":
        lacking = uncovered(Path(sys.argv[2]))
        sys.exit("\n".join(["The bill of materials says nothing of", *lacking]) if lacking else 0)
    try:
        write(Path(sys.argv[1]), Path(sys.argv[2]))
    except Unshippable as trouble:
        sys.exit(str(trouble))
