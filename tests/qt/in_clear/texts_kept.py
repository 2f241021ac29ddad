"""Which fields of the record's events hold what somebody typed or another program wrote, and which never do."""

from __future__ import annotations

import dataclasses
import typing

from screening.domain.events.catalogue import EVENTS

TYPED = frozenset({
    "bundle-made duty", "bundle-made purpose", "bundle-made second", "case-imported form", "case-imported not_read",
    "case-imported version", "closing-noted text", "contact-added name", "contact-added organisation",
    "entry-written district", "entry-written hours", "entry-written name", "formal-decision-learned reference",
    "informed duty", "keys-changed name",
    "no-referral wish", "note-written text", "promise-made text", "reading-differed reason", "recipient-added duty",
    "record-erased second", "referral-answered by", "referral-answered note", "second-named name",
    "second-view-written reader", "second-view-written reason", "sheet-noted text", "site-listed lines",
    "site-noted text", "site-opened place", "start-overridden line", "text-read forms", "text-read remark",
    "vault-created officer", "vault-created organisation", "view-written reason", "words-written text",
})  # fmt: skip
"""A run plants a text in each, and finds it there."""

NARROW = {
    "bundle-opened bundle": "the random name of a bundle, as the other laptop wrote it",
    "case-left second": "the same name as record-erased second, by the same way",
    "entries-accepted by": "the same name as record-erased second, by the same way, or the word phrase",
    "case-imported ended": "a time of the form server's clock",
    "case-imported started": "a time of the form server's clock",
    "entry-written phones": "figures of a telephone number",
    "entry-written languages": "codes of languages",
    "counts-taken second": "the same name as record-erased second, by the same way",
    "formal-decision-learned amount": "figures of an award",
    "log-cleared second": "the same name as record-erased second, by the same way",
    "office-written organisation": "the same name as vault-created organisation, typed beside it",
    "number-given number": "a number of the operation, which another laptop may have given",
    "outcome-given where": "a line of a page of notes, by the same way as note-written text",
    "office-written telephone": "figures of a telephone number, and hours",
    "site-drawn added": "numbers of the list",
    "site-drawn numbers": "numbers of the list",
    "text-read by": "a code such as R-7, which is no name",
}
"""Typed or written by others, but of a form that takes no word; or the same text by the same way as one of TYPED."""

CLOSED = frozenset({
    "answer-given item", "answer-given replaces", "answer-taken-back item", "answer-taken-back replaces",
    "answered-alone language", "answered-alone share", "answered-alone sound", "answered-alone way",
    "bundle-begun bundle",
    "bundle-made bundle", "bundle-made cases", "bundle-made digest", "bundle-made recipients", "bundle-opened cases",
    "bundle-opened digest", "bundle-opened sender", "card-chosen way", "case-in-operation number",
    "case-in-operation language", "case-in-operation operation", "case-in-operation wish",
    "case-at-site site", "case-imported content",
    "case-imported file", "case-imported role", "case-imported said_twice", "case-imported server",
    "case-imported submission", "case-left case", "case-left digest", "case-left way", "case-opened edition",
    "case-opened profile", "case-opened setting",
    "closing-noted line", "closing-noted replaces", "consent-decided decision", "consent-decided language",
    "consent-decided mode", "consent-decided present", "consent-decided recipient", "consent-decided replaces",
    "consent-decided text_version", "consent-decided value", "contact-added recipient", "contact-added signing",
    "contact-added station", "contact-checked number", "contact-removed number", "contact-trusted number",
    "copy-made place",
    "content-put-in editions", "content-put-in made_at", "content-put-in pack", "content-put-in signer",
    "content-rolled-back pack",
    "counts-taken digest", "counts-taken way", "counts-taken what",
    "danger-card-answered lines", "decision-taken-back decision", "decision-taken-back recipient",
    "decision-taken-back replaces", "line-said line", "line-said own", "line-said theirs",
    "entries-accepted case", "entries-accepted strand", "entries-kept-apart case",
    "entries-kept-apart sender", "entries-kept-apart strand", "entry-removed entry", "entry-verified content",
    "entry-verified entry",
    "entry-written ages", "entry-written entry", "entry-written service", "entry-written sexes",
    "entry-written state", "exchange-keys-made number", "exchange-keys-made recipient", "exchange-keys-made signing",
    "formal-decision-learned body", "formal-decision-learned corrects", "formal-decision-learned day",
    "formal-decision-learned knew", "formal-decision-learned matter", "formal-decision-learned result",
    "need-met by", "need-met corrects", "need-met day", "need-met knew", "need-met need", "need-met result",
    "form-issued digest", "form-issued form", "form-issued way", "gate-answered choice", "gate-answered line",
    "gate-returned why", "identity-handled act", "identity-handled store", "keys-changed what",
    "language-chosen language", "laptop-named card", "laptop-named prefix", "look-noted line", "look-noted person",
    "look-noted replaces", "look-noted value", "look-taken number", "look-taken person", "number-given person",
    "operation-closed seen", "operation-opened edition", "operation-opened sort", "outcome-given number",
    "outcome-given outcome", "outcome-given person", "outcome-given replaces",
    "language-chosen prefers", "log-cleared entries", "not-written digest", "note-written field", "note-written page",
    "promise-made by_day", "promise-made promise", "promise-settled outcome", "promise-settled promise",
    "reading-opened digest", "reading-opened edition", "reading-opened paths", "recipient-added basis",
    "recipient-added recipient", "record-erased emptied", "record-erased heads", "record-erased marks",
    "record-erased reason", "referral-answered recipient", "referral-answered state", "referral-sent answer_by",
    "referral-sent digest", "referral-sent parts", "referral-sent recipient", "referral-sent way",
    "retention-set clocks", "said-back point", "second-named token", "second-view-written explanations",
    "second-view-written sureness", "setting-changed setting", "sheet-noted field", "sheet-noted sheet",
    "second-look-drawn lot", "second-look-drawn frame", "drawn-for-second-look lot",
    "site-closed site", "site-drawn site",
    "site-follow-up day", "site-follow-up site",
    "site-listed site", "site-noted site", "site-opened site",
    "site-seen answer", "site-seen item", "site-seen site", "talk-begun case", "talk-begun number", "talk-begun person",
    "talk-stopped way", "text-heard language",
    "text-heard texts", "text-heard version", "text-read digest", "text-read language", "text-read state",
    "start-overridden kinds", "start-overridden reason", "start-overridden region",
    "text-read text", "topic-offered reason", "topic-offered topic", "vault-created role", "view-written explanations",
    "view-written sureness", "withdrawn choice", "words-written entry", "words-written topic",
})  # fmt: skip
"""Ids of the edition and of this program, codes, digests, keys, dates: nothing of it is typed."""

UNPLANTED = {
    "referral/urgent_page UrgentPage.__init__ folder": "the officer's own; nothing of a case is typed there",
    "referral/urgent_page UrgentPage.__init__ passphrase": "the officer's own; nothing of a case is typed there",
    "referral/urgent_page UrgentPage.__init__ where": "the note that the page of papers plants as well",
    "referral/urgent_page UrgentPage.__init__ until": "the note that the page of papers plants as well",
    "record/retention_page KeepingPage._clocks field": "a number of days, four figures at most",
    "exchange/bundles_page BundlesPage.__init__ apart_second": "the second person's passphrase, as in the field second",
    "exchange/bundles_page BundlesPage.__init__ phrase": "compared with the safe phrase that is kept, and kept nowhere",
    "exchange/content_page ContentPage._long field": "nobody types there: it lists the changes of a content pack",
    "referral/papers_page PapersPage.__init__ second": "the second person's passphrase, as when a bundle is sent",
    "record/audit_log_page LogPage.__init__ acts": "a number of entries, six figures at most",
    "record/audit_log_page LogPage.__init__ entries": "a number of entries, six figures at most",
    "entry/create_page CreatePage.__init__ telephone": "the office's telephone, which its papers print",
    "training/class_pages ComeInPage.__init__ folder": "a class: invented people, and no record opens as one",
    "training/class_pages LinesCard.__init__ folder": "a class",
    "training/class_door NewClassPage.__init__ folder": "a class",
    "training/class_door NewClassPage.__init__ passphrase": "a class",
    "training/class_door NewClassPage.__init__ tables": "a class",
    "training/class_door WayInPage.__init__ folder": "a class",
    "training/class_door WayInPage.__init__ number": "a class",
    "training/class_door WayInPage.__init__ passphrase": "a class",
    "training/class_door WayInPage.__init__ plan": "a class",
    "training/talk_page AskPage.__init__ field": "a question to an invented person, in memory only",
}
"""Fields of the window (``text_fields``) that a real record never meets, or that take too little to be found again."""


def text_fields_of_events() -> set[str]:
    """Every field of every event that can hold a text."""
    return {
        f"{kind} {field.name}"
        for kind, cls in EVENTS.items()
        for field in dataclasses.fields(cls)
        if (hint := typing.get_type_hints(cls)[field.name]) is str or hint == tuple[str, ...]
    }
