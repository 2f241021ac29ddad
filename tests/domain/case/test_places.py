"""Every page of a case has a name of its own, which stands in the record, and every topic a page of one kind."""

from __future__ import annotations

import pytest

from screening.domain.case.places import PREFER, Place, kind, topic_of


def test_a_place_is_kept_under_its_own_name() -> None:
    other = {Place.ASSESSMENT: "reading"}
    assert {place: place.value for place in Place} == {
        place: other.get(place, place.name.lower().replace("_", "-")) for place in Place
    }
    assert PREFER == "prefer"


def test_a_topic_s_place_names_its_topic_and_no_other_place_does() -> None:
    assert (kind("topic.work"), topic_of("topic.work")) == (Place.TOPIC, "work")
    assert (kind("gate"), topic_of("gate")) == (Place.GATE, "")
    with pytest.raises(ValueError, match="nowhere"):
        kind("nowhere")
