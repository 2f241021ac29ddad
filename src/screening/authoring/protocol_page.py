"""The protocol as one page to read: every sign with its strengths and sources, every question with its number."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator

from screening.casework.content import country
from screening.domain.protocol.conditions import spell
from screening.domain.protocol.model import PROFILES, Indicator, IndicatorSort, Item, Protocol, Topic
from screening.domain.protocol.schema import COLUMNS
from screening.domain.scoring.weights import EXPLANATIONS
from screening.wording.catalogue.translations import Words

TAGS = ("V", "2", "M", "C", "own")
CHECKED = ("V", "2")
"""Tags of strengths that rest on the original lists, seen or restated."""


def page(protocol: Protocol, words: Words) -> str:
    """Return the protocol's page in Markdown. It holds nothing but what the data says, so equal means in step."""
    return "\n".join(_Page(protocol, words).lines()) + "\n"


def figures(protocol: Protocol) -> dict[str, int]:
    """Return how large the edition is and how much of it was checked."""
    sorts = Counter(each.sort for each in protocol.indicators.values())
    strengths = [tag for each in protocol.indicators.values() for tag in each.strength_tag.values()]
    return {
        "indicators": sorts[IndicatorSort.INDICATOR],
        "counters": sorts[IndicatorSort.COUNTER],
        "facts": sorts[IndicatorSort.FACT],
        "items": len(protocol.items),
        "topics": len(protocol.topics),
        "sources": len(protocol.sources),
        "sources_verified": sum(source.verified for source in protocol.sources.values()),
        "verified": sum(each.verified for each in protocol.indicators.values()),
        "strengths": len(strengths),
        "strengths_checked": sum(tag in CHECKED for tag in strengths),
    }


class _Page:
    def __init__(self, protocol: Protocol, words: Words) -> None:
        self.protocol = protocol
        self.words = words

    def say(self, name: str, **fields: str | int) -> str:
        return self.words.say(f"protocol-page.{name}", **fields)

    def lines(self) -> Iterator[str]:
        protocol = self.protocol
        yield f"# {self.words.say('edition.title')}"
        yield from ("", self.say("about", edition=protocol.id), self.say(protocol.status), "")
        yield from self.table((self.say("what"), self.say("number")), self.counted())
        for heading, sort in zip(("signs", "counters", "facts"), IndicatorSort, strict=True):
            yield from ("", f"## {self.say(heading)}")
            for indicator in protocol.indicators.values():
                if indicator.sort is sort:
                    yield from self.indicator(indicator)
        yield from ("", f"## {self.say('topics')}")
        for topic in protocol.topics:
            yield from self.topic(topic)
        yield from ("", f"## {self.say('addons')}", "")
        for addon in protocol.addons.values():
            yield f"* **{self.words.say(f'addon.{addon.id}.title')}**: {self.numbers(addon.items)}"
        yield from ("", f"## {self.say('profiles')}", "")
        for profile in protocol.profiles.values():
            then = ", ".join(self.words.say(f"topic.{name}.title") for name in profile.then)
            yield f"* **{self.words.say(f'profile.{profile.id}.title')}**: {self.numbers(profile.first)}; {then}"
        yield from ("", f"## {self.say('sources')}", "")
        yield from self.sources()
        yield from ("", f"## {self.say('tags')}", "")
        yield from (f"* **{tag}**: {self.say(f'tag-{tag.lower()}')}" for tag in TAGS)

    def counted(self) -> Iterator[tuple[str, str]]:
        found = figures(self.protocol)
        for name in ("indicators", "counters", "facts", "items", "topics", "sources"):
            yield self.say(f"count-{name}"), str(found[name])
        whole = found["indicators"] + found["counters"] + found["facts"]
        for name, part, of in (
            ("sources-verified", found["sources_verified"], found["sources"]),
            ("verified", found["verified"], whole),
            ("strengths", found["strengths_checked"], found["strengths"]),
        ):
            yield self.say(f"count-{name}"), self.say("of", part=part, whole=of)

    @functools.cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of the crosswalk, without the laws of other countries."""
        others = {each.act for each in country.choices()} - {country.of(self.words.installation).act}
        return tuple(name for name in COLUMNS if name not in others)

    def column(self, name: str) -> str:
        """The name of a column; of a law its short name."""
        here = country.of(self.words.installation)
        return self.words.say(f"nation.{here.id}.act_title") if name == here.act else self.say(f"column-{name}")

    def indicator(self, each: Indicator) -> Iterator[str]:
        say = self.say
        yield from ("", f"### {each.id} {self.words.say(f'indicator.{each.id}.name')}", "")
        if each.definition and each.sort is not IndicatorSort.COUNTER:
            yield from (self.words.say(f"indicator.{each.id}.definition"), "")
        if each.element is not None:
            group = ", ".join(dict.fromkeys(part for part in (each.dimension, each.subkind) if part))
            told = ((say("element"), say(f"element-{each.element}")), (say("dimension"), group))
            yield "* " + ". ".join(f"{name}: {value}" for name, value in (*told, (say("who"), say(f"who-{each.who}"))))
        if each.towards:
            known = each.towards in EXPLANATIONS
            towards = self.words.say(f"explanation.{each.towards}") if known else say(f"towards-{each.towards}")
            yield f"* {say('towards')}: {towards}"
            yield f"* {say('probe')}: {self.words.say(f'indicator.{each.id}.probe')}"
            yield f"* {say('caution')}: {self.words.say(f'indicator.{each.id}.caution')}"
        items = self.protocol.items.values()
        yield f"* {say('evidenced')}: {self.asked(item for item in items if each.id in item.yes)}"
        against = [item for item in items if each.id in item.no and each.id not in item.yes]
        if against:
            yield f"* {say('against')}: {self.asked(against)}"
        yield f"* {say('source')} ({say('checked' if each.verified else 'unchecked')}): {self.cited(each.source)}"
        codes = [
            f"{self.column(name)}: {', '.join(each.crosswalk[name])}" for name in self.columns if each.crosswalk[name]
        ]
        if codes:
            yield f"* {say('crosswalk')}: {'; '.join(codes)}"
        if each.strength:
            yield ""
            cells = tuple(f"{say(each.strength[name])} ({each.strength_tag[name]})" for name in PROFILES)
            yield from self.table(tuple(say(name) for name in PROFILES), [cells])

    def asked(self, items: Iterable[Item]) -> str:
        return "; ".join(f"{item.number} {self.words.say(f'item.{item.id}.text')}" for item in items)

    def cited(self, names: Iterable[str]) -> str:
        return "; ".join(f"[{name}](#{name}) ({self.protocol.sources[name].tag})" for name in names)

    def numbers(self, names: Iterable[str]) -> str:
        return ", ".join(self.protocol.items[name].number for name in names)

    def topic(self, topic: Topic) -> Iterator[str]:
        say = self.say
        yield from ("", f"### {topic.number} {self.words.say(f'topic.{topic.id}.title')}", "")
        for name in ("invitation", "why", "help"):
            yield f"* {say(name)}: {self.words.say(f'topic.{topic.id}.{name}')}"
        yield ""
        heads = tuple(say(name) for name in ("number", "what", "kind", "evidences", "source"))
        yield from self.table(heads, (self.row(item) for item in topic.items))

    def row(self, item: Item) -> tuple[str, ...]:
        say = self.say
        marks = [say(name) for name, holds in (("core", item.core), ("harm", item.harm)) if holds]
        if item.condition is not None:
            marks.append(say("condition", condition=spell(item.condition)))
        text = self.words.say(f"item.{item.id}.text") + (f" ({'; '.join(marks)})" if marks else "")
        evidences = [*item.yes, *([f"{say('need')}: {item.need}"] if item.need else [])]
        checked = say("checked" if item.verified else "unchecked")
        return (
            item.number,
            text,
            say(f"kind-{item.kind}"),
            ", ".join(evidences),
            f"{self.cited(item.source)}, {checked}",
        )

    def sources(self) -> Iterator[str]:
        for source in self.protocol.sources.values():
            place = ", ".join(part for part in (source.title, source.year, source.place) if part)
            day = f" ({source.checked_on:%Y-%m-%d})" if source.checked_on else ""
            told = (
                f"{place}. {source.tag}, {self.say('checked' if source.verified else 'unchecked')}{day}. {source.note}"
            )
            yield f'* <a id="{source.id}"></a>**{source.id}**: {told.rstrip()}'

    def table(self, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
        yield f"| {' | '.join(heads)} |"
        yield f"|{'|'.join(' --- ' for _ in heads)}|"
        for row in rows:
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
