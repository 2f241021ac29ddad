"""What every test shares: an offscreen Qt, a fixed hypothesis profile and the published content."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings

from screening.casework.content import Content, open_content

settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def content() -> Content:
    """The published edition, as the program opens it."""
    return open_content()
