"""Every file that is made from others: what it says now, and what it must say.

``python -m tests.generated`` writes those that are not current: docs/cli.md, docs/countries.md, docs/law.md,
docs/requirements.md, the tables of docs/field-study.md, the catalogues of locales/
(``screening.wording.lint.extraction``), and what is drawn on papers (``tests.documents.approved``).
"""

from __future__ import annotations

import sys

from screening.casework.content import countries
from screening.wording.catalogue.translations import Words
from screening.wording.lint import extraction
from tests import cli_page, field_study_page, requirements

RENEW = "Run: python -m tests.generated"
DOCS = requirements.ROOT / "docs"


def files() -> dict[str, tuple[str, str]]:
    """Return of each page, by its path, the text that it has and the text that it must have."""
    made = {
        cli_page.PAGE: cli_page.whole(cli_page.PAGE.read_text("utf-8")),
        DOCS / "countries.md": countries.page(Words("en")),
        DOCS / "law.md": countries.law_page(Words("en")),
        requirements.PAGE: requirements.page(),
        field_study_page.PAGE: field_study_page.whole(field_study_page.PAGE.read_text("utf-8")),
    }
    return {str(path): (path.read_text("utf-8"), text) for path, text in made.items()}


def main() -> int:
    from tests.documents import approved  # loads what makes papers, which files() does not need

    for name, (now, text) in files().items():
        if now != text:
            requirements.ROOT.joinpath(name).write_text(text, "utf-8")
            sys.stdout.write(f"{name}\n")
    catalogues = extraction.main(["--write"])
    for name in approved.write():  # they say what the catalogues say
        sys.stdout.write(f"{name}: look at these pages\n")
    return catalogues


if __name__ == "__main__":
    sys.exit(main())
