"""What a bundle says of itself is read strictly: each field of its kind, and nothing beside."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from screening.domain.events.case_codes import new_code
from screening.domain.events.contacts import ContactCard
from screening.domain.events.hash_chain import LogHead, canonical
from screening.errors import BadInput
from screening.store.bundles.joining import strand_name
from screening.store.bundles.manifest import Head, Manifest, manifest_json, read_manifest
from screening.store.bundles.own_keys import OwnKeys, new_own_keys

DIGEST = hashlib.sha256(b"an entry").hexdigest()


@pytest.fixture(scope="module")
def keys() -> OwnKeys:
    return new_own_keys()


@pytest.fixture(scope="module")
def manifest(keys: OwnKeys) -> Manifest:
    """A bundle of one case by one laptop, for itself."""
    head = Head(new_code(), strand_name(keys.signing), 3, DIGEST).signed(keys)
    sender = ContactCard("Aina", "", "laptop", keys.signing, keys.recipient)
    return Manifest(
        "ab" * 16, "2026-11-30T09:00:00Z", "handed on", sender, (keys.recipient,), 3, DIGEST, 700, (head,),
        LogHead(5, "ABCD ABCD ABCD ABCD ABCD ABCD"),
    )  # fmt: skip


def refused(fields: dict[str, Any]) -> str:
    """Why a manifest of these fields is not read."""
    with pytest.raises(BadInput) as told:
        read_manifest(canonical(fields))
    return told.value.code


def test_what_is_written_is_read_again(manifest: Manifest) -> None:
    assert read_manifest(canonical(manifest_json(manifest))) == manifest


def test_recipients_are_a_list_and_never_the_letters_of_a_text(manifest: Manifest, keys: OwnKeys) -> None:
    assert refused(manifest_json(manifest) | {"recipients": keys.recipient}) == "bundle-damaged"
    assert refused(manifest_json(manifest) | {"recipients": {keys.recipient: 1}}) == "bundle-damaged"


@pytest.mark.parametrize("at", range(6))
def test_a_head_whose_fields_are_of_another_kind_is_refused(manifest: Manifest, at: int) -> None:
    fields = manifest_json(manifest)
    fields["heads"][0][at] = ["3"]
    assert refused(fields) == "bundle-damaged"


def test_a_head_of_no_case_is_refused_though_all_else_holds(manifest: Manifest, keys: OwnKeys) -> None:
    for case in ("", "../../vault", "AAAA-AAAA"):
        head = replace(manifest.heads[0], case=case).signed(keys)
        assert refused(manifest_json(replace(manifest, heads=(head,)))) == "bundle-damaged"


def test_a_head_without_any_entry_is_refused_though_all_else_holds(manifest: Manifest, keys: OwnKeys) -> None:
    head = replace(manifest.heads[0], seq=0).signed(keys)
    assert refused(manifest_json(replace(manifest, heads=(head,)))) == "bundle-damaged"


def test_a_head_with_half_a_signature_is_refused(manifest: Manifest) -> None:
    whole = manifest.heads[0]
    for head in (replace(whole, signing=""), replace(whole, signature="")):
        assert refused(manifest_json(replace(manifest, heads=(head,)))) == "bundle-damaged"


def test_a_head_that_nobody_signed_is_read(manifest: Manifest) -> None:
    head = replace(manifest.heads[0], signing="", signature="")
    unsigned = replace(manifest, heads=(head,))
    assert read_manifest(canonical(manifest_json(unsigned))) == unsigned


def test_a_head_with_the_signature_of_another_strand_is_refused(manifest: Manifest, keys: OwnKeys) -> None:
    head = replace(manifest.heads[0], signature=replace(manifest.heads[0], seq=4).signed(keys).signature)
    assert refused(manifest_json(replace(manifest, heads=(head,)))) == "bundle-damaged"


def test_the_reasons_are_those_of_the_cases_and_in_their_order(manifest: Manifest, keys: OwnKeys) -> None:
    first, second = sorted((manifest.heads[0].case, new_code()))
    heads = tuple(Head(case, strand_name(keys.signing), 1, DIGEST).signed(keys) for case in (first, second))
    both = replace(manifest, heads=heads, grounds=((first, "yes"), (second, "duty")), duty="the law")
    assert read_manifest(canonical(manifest_json(both))) == both
    for grounds in ([], [[first, "yes"]], [[second, "duty"], [first, "yes"]]):
        assert refused(manifest_json(both) | {"grounds": grounds}) == "bundle-damaged"


def test_the_log_of_the_sender_has_at_least_one_entry(manifest: Manifest) -> None:
    printed = "ABCD ABCD ABCD ABCD ABCD ABCD"
    assert refused(manifest_json(replace(manifest, log=LogHead(0, printed)))) == "bundle-damaged"
    first = replace(manifest, log=LogHead(1, printed))
    assert read_manifest(canonical(manifest_json(first))) == first
