"""Events are stored as they are and read back as they were, also those of a newer program."""

import dataclasses
import json

from hypothesis import given
from hypothesis import strategies as st

from screening.domain.answers import How
from screening.domain.events import catalogue as ev
from screening.domain.events.allowed_values import understood
from screening.domain.events.session import StartOverridden

plain = st.text(max_size=30)


def said(event):
    """Whether every field says something that this program knows; tests/casework/test_odd_events.py has the others."""
    return understood(event.kind, ev.to_json(event))


def events():
    return st.one_of(*(st.from_type(cls) for cls in ev.EVENTS.values())).filter(said)


@given(events())
def test_an_event_reads_back_from_json(event):
    body = json.loads(json.dumps(ev.to_json(event)))
    assert ev.from_json(event.kind, body) == event


@given(plain, st.dictionaries(plain, plain, max_size=4))
def test_a_kind_of_a_newer_program_is_kept_word_for_word(kind, body):
    event = ev.from_json("newer-" + kind, body)
    assert isinstance(event, ev.Unknown)
    assert ev.to_json(event) == body


def test_a_field_that_an_older_program_did_not_write_says_nothing_but_for_these():
    """What a default says is true of every event from before the field: nothing, but where there was only one way."""
    defaults = {
        (kind, field.name): field.default
        for kind, cls in ev.EVENTS.items()
        for field in dataclasses.fields(cls)
        if field.default is not dataclasses.MISSING and field.default
    }
    assert defaults == {
        ("gate-answered", "round"): 1,
        ("language-chosen", "prefers"): "listen",
        ("consent-decided", "mode"): "read",
        ("topic-offered", "offered"): True,
        ("words-written", "how"): How.TOLD,
    }


def test_a_known_kind_with_a_new_field_is_kept_word_for_word():
    body = {"item": "locked", "answer": "yes", "how": "told", "replaces": [], "sureness": "high"}
    assert ev.from_json("answer-given", body) == ev.Unknown("answer-given", body)


def test_a_known_kind_with_a_value_of_another_type_is_kept_word_for_word():
    for body in ({"item": 7, "answer": "yes", "how": "told"}, {"item": "x", "answer": "perhaps", "how": "told"}):
        assert isinstance(ev.from_json("answer-given", body), ev.Unknown)


def test_a_program_from_before_a_kind_keeps_it_word_for_word(monkeypatch):
    """What a laptop that was not renewed makes of a start without numbers: it is handed on as it came."""
    event = StartOverridden("johor", ("shelter", "medical"), "other", "The clinic is next door")
    body = json.loads(json.dumps(ev.to_json(event)))
    former = {kind: cls for kind, cls in ev.EVENTS.items() if kind != event.kind}
    with monkeypatch.context() as before:
        before.setattr(ev, "EVENTS", former)
        kept = ev.from_json(event.kind, body)
    assert kept == ev.Unknown("start-overridden", body)
    assert ev.from_json(kept.kind, ev.to_json(kept)) == event
