"""A computer's voice: a process of its own, one voice per language, none where there is none."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import sys

import pytest

from screening.domain.policy.computer_voice import open_voices
from screening.settings import locales_root
from screening.sound.computer_voice import Speaker, can_speak
from screening.sound.speech_process import serve


@pytest.fixture
def speaker():
    made = Speaker()
    yield made
    made.close()


@pytest.mark.skipif(not can_speak("en"), reason="the optional engine is not installed")
@pytest.mark.parametrize(
    ("tag", "text"), [("en", "Is the sun hot?"), ("bn", "সূর্য কি গরম?"), ("ur", "کیا سورج گرم ہے؟")]
)
def test_a_text_becomes_sound(speaker, tag, text):
    made = speaker.say(tag, text)
    assert made is not None
    assert len(made) > 5_000
    assert max(made) > 2_000


@pytest.mark.skipif(not can_speak("my"), reason="the optional engine is not installed")
def test_a_long_burmese_text_is_spoken_to_its_end(speaker):
    """Without a mark that it knows, the engine ended its process here, and nothing was heard."""
    text = "မေးခွန်း ဘယ်နှစ်ခုဖြေလဲ၊ ဟုတ်တယ်လို့ ဘယ်နှစ်ခုဖြေလဲ ဆိုတာပဲ အရာရှိ သိလို့ရပြီး ဘယ်မေးခွန်းတွေလဲ သိလို့မရရင် လေးထောင့်ကို နှိပ်ပါ။"
    assert speaker.say("my", text) is not None


@pytest.mark.requirement("NV21")
@pytest.mark.parametrize("tag", ["km", "lo", "fil", "rhg", "tlh"])
def test_a_language_without_a_voice_is_not_spoken_by_a_near_one(speaker, tag):
    assert not can_speak(tag)
    assert speaker.say(tag, "x") is None


def test_without_the_engine_nothing_is_spoken(speaker, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert not can_speak("en")
    assert speaker.say("en", "Is the sun hot?") is None


def test_a_process_that_dies_is_no_trouble_of_the_program(speaker, monkeypatch):
    monkeypatch.setattr("screening.sound.computer_voice.can_speak", lambda _tag: True)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert speaker.say("en", "Is the sun hot?") is None


def test_the_process_answers_each_line_with_its_rate_its_size_and_its_frames():
    class Engine:
        rate = 16_000

        def speak(self, voice: str, text: str) -> bytes:
            return f"{voice}:{text}".encode()

    asked = "".join(json.dumps({"voice": voice, "text": "কী"}) + "\n" for voice in ("bn", "en"))
    made = io.BytesIO()
    serve(Engine(), io.BytesIO(asked.encode()), made)
    said = "bn:কী".encode()
    assert made.getvalue().startswith(struct.pack("<II", 16_000, len(said)) + said)


def test_the_program_itself_never_loads_the_engine():
    """In a process of its own: the tests of fitness load it into theirs."""
    work = "import sys; from screening.sound.computer_voice import Speaker; Speaker().say('en', 'Is the sun hot?'); "
    work += "sys.exit('espeakng_loader' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", work], check=False).returncode == 0


def test_no_two_languages_share_a_voice():
    voices = open_voices(locales_root()).values()
    assert len({each.voice for each in voices}) == len(voices) == 15
