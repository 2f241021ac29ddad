"""The child path (CH1-CH11): six short things, who may give permission, then a trained person takes over."""

from __future__ import annotations

from screening.casework.interview.interview import Interview
from screening.casework.interview.note_pages import YES_NO, NotesView, Rows
from screening.casework.view_models import Pair
from screening.domain.case import child_and_shelter
from screening.domain.case.places import TOPIC

CONTROLLER = ("yes", "no", "not_known")
BANDS = ("young", "middle", "older")
ADDONS = {
    "begging": ("made-to-beg", "child-with-others", "child-alone"),
    "fishing": ("remote", "unsafe-work", "passed-on"),
    "domestic": ("sleeps-at-work", "contact-cut"),
    "online": ("filmed", "promise-lure", "promise-personal"),
    "marriage": ("forced-marriage", "marriage-free"),
    "school": ("child-works",),
    "stateless": ("no-country", "left-danger"),
    "baby": ("birth-for-gain", "given-for-money"),
}
"""What happens to children in particular, and the items that ask about it or look for it (CH10), in any edition."""


def child_view(interview: Interview) -> NotesView:
    """Presence first, then whether somebody asked before, then six things, the child's wishes, and handing over."""
    rows, child = Rows(interview, child_and_shelter.CHILD), interview.protocol.tables["child"]
    say = rows.say
    rows.info(say("child.path.presumed")).info(say("child.path.lead"))
    rows.said("young.who", "young.alone")
    rows.asked("asked-before", rows.pair("child.asked-before.text"))
    if rows.value("asked-before") == "yes":
        rows.info(say("child.asked-before.yes"))
    rows.asked("assent", rows.pair("young.assent")).said("young.no-wrong")
    rows.info(say("child.notes.assent"))
    rows.fold("page.child.six", opened=True)
    for row in child["item"]:
        label = rows.pair(f"child.item.{row['id']}")
        if row["kind"] == "closed":
            rows.item(row["item"], label)
        else:
            rows.words(f"item-{row['id']}", label)
    rows.fold("page.child.wishes", opened=True)  # the record waits for it
    rows.words("wishes", rows.pair("child.wishes.text"), say("child.wishes.note"))
    if not rows.value("wishes"):
        reasons = [row["id"] for row in child["not_asked"]]
        rows.choice("wishes-not-asked", "page.child.not-asked", reasons, "child.not-asked.")
    rows.fold("page.child.adult", opened=bool(rows.value("adult"))).info(say("child.notes.guardian"))
    rows.choice("adult", "page.child.who", [row["id"] for row in child["adult"]], "child.adult.")
    rows.choice("controller", "page.child.controller", CONTROLLER)
    rows.info(say(f"page.child.permission.{permission(interview)}"))
    rows.fold("page.child.hand-over").info(say("child.path.hand_over")).info(say("child.notes.not_detention"))
    rows.numbers_of(child["path"]["numbers"]).said("young.coming", "young.enough")
    rows.fold("page.child.best", opened=True)  # the record waits for it
    rows.words("best-interest", Pair(say("child.notes.best_interest")))
    rows.fold("page.child.trained-heading", opened=bool(rows.value("trained")))
    rows.choice("trained", "page.child.trained", YES_NO)
    if child_and_shelter.trained(interview.case):
        _ground_rules(interview, rows)
    return rows.view("child.path.title", "page.child.lead")


def permission(interview: Interview) -> str:
    """What the decision table says for the adult that was noted; nobody noted is the protector."""
    notes = interview.case.sessions
    adult, controller = notes.note(child_and_shelter.CHILD, "adult"), notes.note(child_and_shelter.CHILD, "controller")
    return child_and_shelter.permission(interview.protocol, adult, controller)


def _ground_rules(interview: Interview, rows: Rows) -> None:
    """For a trained interviewer: the rules and one practice story of the child's age band (CH5)."""
    say, child = rows.say, interview.protocol.tables["child"]
    rows.info(say("child.notes.means"))
    rows.choice("band", "page.child.band", BANDS, "child.band.")
    band = rows.value("band")
    if band:
        rows.said(*(f"child.rule.{row['id']}" for row in child["rule"] if row["band"] == band))
        rows.said(*(f"child.practice.{row['id']}" for row in child["practice"] if row["band"] == band))
        rows.act("child-topics", "page.child.to-topics", main=True)
    rows.heading("page.child.addons")
    for name, items in ADDONS.items():
        for item in (each for each in items if each in interview.protocol.items):
            topic = interview.protocol.items[item].topic
            rows.link(f"{TOPIC}{topic}/{item}", f"{say(f'page.child.addon.{name}')}: {say(f'item.{item}.mark')}")
