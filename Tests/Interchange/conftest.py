"""What all tests have in common."""

import os

import pytest

from tool import POINTSPREAD


def pytest_sessionstart(session):
    if not os.access(POINTSPREAD, os.X_OK):
        pytest.exit(f"expected the built command, found nothing at {POINTSPREAD}; run make build, or say where it is (POINTSPREAD)", 4)
