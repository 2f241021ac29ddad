"""Who takes this: recipients with reasons, what the person agrees to pass to each, and what came of it."""

from __future__ import annotations

import datetime

from screening.casework.assessment.assessment import assessment_of
from screening.casework.content import country
from screening.casework.content.directory import about_entry, checked, name_of, of_kind, rung_today
from screening.casework.interview import holders, interpreter
from screening.casework.interview.interview import Interview
from screening.casework.interview.note_pages import note, regions
from screening.casework.interview.view_models import AddingView, PartView, RecipientView, TakingView
from screening.casework.view_models import Choice
from screening.domain.case import referrals, release, rules
from screening.domain.case.case import Case
from screening.domain.events.catalogue import Event
from screening.domain.events.referral import InformationGiven
from screening.domain.known import known, needs
from screening.domain.services.directory import (
    OF_OWN_STATE,
    Directory,
    Eligibility,
    Proposal,
    offers_of,
    proposals,
    waits_for_sex,
    without_entry,
)
from screening.errors import NotAccepted
from screening.wording.script.visible_controls import visible_text

SEXES = (*known.SEXES, "unsaid")


def about(interview: Interview, directory: Directory) -> Eligibility:
    """Return what decides who can take the case."""
    case = interview.case
    paths = assessment_of(interview).paths
    named = needs.named(case, interview.protocol.items, directory)
    return Eligibility(
        paths=paths,
        needs=named,
        offers=offers_of(directory, paths, named),
        age_band=rules.age_band(case),
        sex=known.sex(case),
        region=interview.region,
        setting=known.setting(case),
    )


def recipients(interview: Interview, directory: Directory) -> tuple[Proposal, ...]:
    """Those proposed, then those that were added by hand or asked for, so that no refusal is out of sight."""
    case, found = interview.case, proposals(directory, about(interview, directory))
    added = [name for name, each in case.referrals.sent.items() if each.basis or each.sent_at]
    names = dict.fromkeys((*added, *release.asked_for(case)))
    shown = {each.entry.id for each in found}
    others = [name for name in names if name in directory.entries and name not in shown]
    return (*found, *(Proposal(directory.entries[name], (), ()) for name in others))


def gives(case: Case, directory: Directory, name: str) -> tuple[str, ...]:
    """Return the parts that a recipient may get of this case, whoever agreed; none for one that nobody knows.

    A child's sheet goes with a child only.
    """
    entry = directory.entries.get(name)
    parts = directory.services[entry.service].gives if entry is not None else ()
    return tuple(part for part in parts if part != "child" or rules.age_band(case) != "adult")


def granted(interview: Interview, directory: Directory, name: str) -> frozenset[str]:
    """Return the parts that may go to a recipient now, as ``domain.case.release`` decides."""
    return release.release(interview.case, name, gives(interview.case, directory, name)).parts


def decide(interview: Interview, recipient: str, part: str, value: str) -> Event:
    """Return what the person says about one part for one recipient (CO7, CO9)."""
    return interview.decide(release.DECISIONS[part], value, f"{recipient}:{part}")


def add_need(interview: Interview, need: str) -> Event | None:
    """Add a need, or take back one that the officer added."""
    present = interview.case.referrals.note("need", need) == "yes"
    return note(interview, "need", need, "" if present else "yes")


def add_recipient(
    interview: Interview, directory: Directory, name: str, basis: str, duty: str = "", *, sure: bool = False
) -> Event:
    """Add a recipient that nobody proposed. Immigration and embassies need the person's wish or a named duty (RE14).

    Raises NotAccepted("embassy-not-sure") where contact can put a refugee or stateless person in danger and it was not
    confirmed a second time (CO10).
    """
    entry = directory.entries.get(name)
    if entry is None:
        raise NotAccepted("no-such-choice", place="recipient")
    if entry.service in OF_OWN_STATE and basis != "wish":
        raise NotAccepted("embassy-only-by-wish")
    if entry.service in OF_OWN_STATE and _may_need_protection(interview) and not sure:
        raise NotAccepted("embassy-not-sure")
    return referrals.add_recipient(name, basis, duty)


def information_given(interview: Interview) -> Event | None:
    return None if interview.case.referrals.information_given else InformationGiven()


def taking_view(interview: Interview, directory: Directory, today: datetime.date) -> TakingView:
    say, case = interview.words.say, interview.case
    who = about(interview, directory)
    sex = case.referrals.note(*known.SEX)
    waiting = waits_for_sex(directory, who)
    proposed = recipients(interview, directory)
    found = [recipient_view(interview, directory, each, today) for each in proposed]
    missing = "; ".join(say(f"directory.need.{need}") for need in without_entry(who, proposed))
    found.sort(key=lambda each: ("yes", "", "later", "no").index(each.answer))
    where = regions(interview, directory, interview.noted_region)
    # What another laptop wrote, under a directory that names other states, is shown as it was written.
    region = next((each.text for each in where if each.chosen), visible_text(interview.noted_region))
    person = say(f"taking.sex-{sex or 'unsaid'}") if sex in ("", *SEXES) else visible_text(sex)
    return TakingView(
        lead=f"{say('taking.lead')} {interpreter.missed(interview.case, interview.words)}".strip(),
        needs=" · ".join(f"{n} {say(f'directory.need.{need}')}" for n, need in enumerate(who.needs, 1))
        or say("taking.no-needs"),
        no_entry=say("taking.no-entry", needs=missing) if missing else "",
        advice=tuple(text for need in who.needs if (text := interview.words.known(f"directory.advice.{need}", ""))),
        who=f"{say('taking.region')}: {region} · {say('taking.sex')}: {person}",
        add_need=tuple(
            Choice(need.id, say(f"directory.need.{need.id}"), need.id in who.needs) for need in directory.needs
        ),
        regions=where,
        districts=_districts(interview),
        sexes=tuple(Choice(name, say(f"taking.sex-{name}"), name == (sex or "unsaid")) for name in SEXES),
        sectors=_sectors(interview),
        sex_note=interview.words.say_count("taking.sex-waits", waiting) if waiting else "",
        recipients=tuple(found),
        information_given=case.referrals.information_given,
        no_referral=case.referrals.no_referral,
    )


def recipient_view(
    interview: Interview, directory: Directory, proposal: Proposal, today: datetime.date
) -> RecipientView:
    say, entry = interview.words.say, proposal.entry
    referral = interview.case.referrals.sent.get(entry.id, referrals.Referral(entry.id))
    reasons = [say(f"path.{path}") for path in proposal.paths]
    reasons += [say(f"directory.need.{need}") for need in proposal.needs]
    if referral.basis:
        reasons.append(say(f"taking.basis-{referral.basis}"))
    state = referral.state(today)
    told = "" if state == "open" else holders.standing(referral, state, interview.words)
    parts = tuple(
        PartView(
            part,
            say(f"part.{part}"),
            release.said(interview.case, entry.id, part),
            say("taking.by-duty") if referral.basis == "duty" and part in release.DUTY else "",
        )
        for part in gives(interview.case, directory, entry.id)
    )
    shape, asked = _asked(interview, parts)
    fresh, number = directory.fresh(entry, today), checked(directory, entry, today, interview.words)
    unsure = say("taking.unverified") if entry.phones else number
    return RecipientView(
        id=entry.id,
        title=say(f"directory.service.{entry.service}"),
        name=name_of(entry, interview.words),
        why=say("taking.because", reasons=", ".join(dict.fromkeys(reasons))) if reasons else "",
        about=about_entry(entry, interview.words),
        number=number,
        fresh=fresh,
        can_verify=bool(entry.phones) and (not fresh or rung_today(entry)),
        rang=say("services.not-rang" if rung_today(entry) else of_kind("taking.rang", entry)),
        parts=parts,
        state=told,
        asked=" · ".join([told or asked, *([] if fresh else [unsure])]),
        shape=shape,
        answer=release.answer(interview.case, entry.id, [part.id for part in parts]),
    )


def _asked(interview: Interview, parts: tuple[PartView, ...]) -> tuple[str, str]:
    """Return how far the person was asked about a recipient: the shape for it, and the words."""
    say, said = interview.words.say, [part.value for part in parts if not part.fixed]
    asked = [value for value in said if value]
    if not said:
        return "bar", say("taking.basis-duty")
    if not asked:
        return "ring", say("taking.not-asked")
    if "no" in asked and "yes" not in asked and len(asked) < len(said):
        return "square", say("taking.no-to", no=asked.count("no"), all=len(said))
    if len(asked) < len(said):
        return "partly", say("taking.asked", asked=len(asked), all=len(said))
    if set(asked) == {"no"}:
        return "square", say("taking.no-to-all")
    if "yes" in asked:
        return "tick", say("taking.yes-to", yes=asked.count("yes"), all=len(said))
    return "triangle", say("taking.later")


def adding_view(interview: Interview, directory: Directory, chosen: str) -> AddingView:
    """Entries that are not on the page, immigration and embassies last, and what the chosen one asks for."""
    say = interview.words.say
    shown = {each.entry.id for each in recipients(interview, directory)}
    order = list(directory.services)
    others = sorted(
        (
            each
            for each in directory.entries.values()
            if each.id not in shown and directory.services[each.service].for_person
        ),
        key=lambda each: (order.index(each.service), each.id),
    )
    entry = directory.entries.get(chosen)
    guarded = entry is not None and not directory.services[entry.service].proposed
    of_state = entry is not None and entry.service in OF_OWN_STATE
    return AddingView(
        others=tuple(
            Choice(
                each.id,
                f"{name_of(each, interview.words)} · {say(f'directory.service.{each.service}')}",
                each.id == chosen,
            )
            for each in others
        ),
        chosen=chosen,
        question=say("adding.question", name=name_of(entry, interview.words)) if entry is not None else "",
        warning=say("adding.embassy") if of_state and _may_need_protection(interview) else "",
        needs_ground=guarded,
    )


def _districts(interview: Interview) -> tuple[Choice, ...]:
    """Return the districts of the chosen state, and that none is chosen; nothing where it has none."""
    within = country.of(interview.words.installation).districts.get(interview.noted_region, {})
    chosen = known.district(interview.case, within)
    names = (Choice(each, name, each == chosen) for each, name in within.items())
    return (Choice("", interview.words.say("taking.region-unsaid"), not chosen), *names) if within else ()


def _sectors(interview: Interview) -> tuple[Choice, ...]:
    """Return the places of work to choose from, for counting alone: no rule looks at them."""
    say, chosen = interview.words.say, interview.case.referrals.note("service", "sector")
    found = [Choice("", say("stats.unknown"), not chosen)]
    return (*found, *(Choice(n, say(f"addon.{n}.title"), n == chosen) for n in interview.protocol.addons))


def _may_need_protection(interview: Interview) -> bool:
    """Return whether refugee, asylum or statelessness is possible: a sign of it was told, or it was not asked."""
    answers = interview.case.answers
    signs = ("left-danger", "no-country", "unhcr", "fear-return")
    asked = [answers[item].answer.holds for item in signs if item in answers]
    return any(each is not False for each in asked) or len(asked) < len(signs)
