"""The access matrix, said once more in words."""

from __future__ import annotations

import pytest

from screening.domain.policy import roles
from screening.errors import NotAccepted

ACTS = ("screen", "practise", "names", "counts", "exchange", "erase", "services", "blank", "files", "review")
MATRIX = {
    "labour-officer": "yyyyyyyyyn",
    "public-officer": "yyyyyyyyyn",
    "ngo": "yyyyyyyyyn",
    "supervisor": "nnnyyyyyyn",
    "trainer": "nynnnnyyyn",
    "reviewer": "nnnnnnnyyy",
}


@pytest.mark.parametrize("role", roles.ROLES)
def test_a_role_does_what_the_matrix_says_and_nothing_else(role: str) -> None:
    for act, allowed in zip(ACTS, MATRIX[role], strict=True):
        assert roles.may(role, act) is (allowed == "y"), act
        if allowed == "n":
            with pytest.raises(NotAccepted, match="role-may-not"):
                roles.must(role, act)


def test_every_act_is_in_the_matrix() -> None:
    assert set().union(*roles.MAY.values()) == set(ACTS)
