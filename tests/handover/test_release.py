"""A case leaves for another system only by the person's yes for that recipient, and the record notes it."""

from __future__ import annotations

import json
import tomllib
import uuid
from pathlib import Path
from typing import Any

import pyrage
import pytest

from screening import settings
from screening.casework.content.edition import open_content
from screening.casework.record import exchange
from screening.domain.answers import Answer, How
from screening.domain.case.case import fold
from screening.domain.events.catalogue import (
    AnswerGiven,
    CaseOpened,
    ConsentDecided,
    FormIssued,
    GateAnswered,
    WordsWritten,
)
from screening.domain.events.exchange import CaseLeft
from screening.domain.events.referral import RecipientAdded, SheetNoted
from screening.domain.events.session import Withdrawn
from screening.domain.policy.bulk_limit import ALONE, open_limits
from screening.errors import BadInput, NotAccepted, ScreeningError, StoreTrouble
from screening.handover import primero
from screening.handover.release import hand_over
from screening.store import Vault, create_vault, name_second, own_card
from screening.store.folder import throttle
from screening.wording.catalogue.translations import Words
from tests.store.some_bundles import introduce, laptop
from tests.store.some_vault import QUICK

SECOND = "ladder orchid pebble sailor timber"
PASSPHRASE = "lantern copper meadow thimble walnut"
POLICE, SHELTER = "police-trafficking", "jkm-centre-men"


@pytest.fixture
def vault() -> Vault:
    return laptop("Aina")


def a_case(vault: Vault, *agreed: tuple[str, str], practice: bool = False) -> str:
    code = vault.new_case()
    decisions = {"signs": "authority", "needs": "service"}
    vault.append_many(
        code,
        (
            CaseOpened(settings.EDITION, "workplace", "field", practice=practice),
            AnswerGiven("locked", Answer.YES, How.TOLD),
            SheetNoted("service", "sex", "woman"),
            SheetNoted("need", "shelter", "yes"),
            WordsWritten("papers", "1", "my own words"),
            *(ConsentDecided(decisions[part], "yes", "v", "en", recipient=f"{to}:{part}") for to, part in agreed),
        ),
    )
    return code


def refused(vault: Vault, kind: str, code: str, to: str, out: Path) -> str:
    with pytest.raises(ScreeningError) as told:
        hand_over(vault, kind, code, to, out, open_content())
    assert not out.exists()
    return told.value.code


def test_a_case_goes_to_whom_the_person_named_and_is_noted_first(vault: Vault, tmp_path: Path) -> None:
    code = a_case(vault, (POLICE, "signs"))
    path = hand_over(vault, "fhir", code, POLICE, tmp_path / "case.json", open_content())
    assert json.loads(path.read_text())["resourceType"] == "Bundle"
    assert "my own words" not in path.read_text()
    (noted,) = fold(code, vault.events(code)).forms
    assert isinstance(noted.event, FormIssued)
    assert (noted.event.form, noted.event.way) == ("fhir", "saved")


@pytest.mark.parametrize("kind", ["fhir", "primero"])
def test_nothing_goes_without_a_yes_for_this_recipient(vault: Vault, tmp_path: Path, kind: str) -> None:
    code = a_case(vault, (SHELTER, "needs"))
    assert refused(vault, kind, code, POLICE, tmp_path / "x") == "hand-over-not-agreed"
    assert refused(vault, kind, code, "nobody", tmp_path / "x") == "hand-over-not-agreed"
    assert fold(code, vault.events(code)).forms == ()


def test_nothing_goes_of_what_was_taken_back_or_of_practice(vault: Vault, tmp_path: Path) -> None:
    code = a_case(vault, (POLICE, "signs"))
    vault.append(code, Withdrawn("keep"))
    assert refused(vault, "fhir", code, POLICE, tmp_path / "x") == "hand-over-not-agreed"
    invented = a_case(vault, (POLICE, "signs"), practice=True)
    assert refused(vault, "fhir", invented, POLICE, tmp_path / "x") == "hand-over-practice"


@pytest.mark.sweep
def test_a_locked_file_opens_with_its_passphrase_only(vault: Vault, tmp_path: Path) -> None:
    code = a_case(vault, (POLICE, "signs"))
    path = hand_over(vault, "fhir", code, POLICE, tmp_path / "x.age", open_content(), passphrase=PASSPHRASE)
    assert json.loads(pyrage.passphrase.decrypt(path.read_bytes(), PASSPHRASE))["resourceType"] == "Bundle"
    assert b"locked" not in path.read_bytes()


def test_primero_gets_the_parts_that_were_agreed_to(vault: Vault, tmp_path: Path) -> None:
    code = a_case(vault, (SHELTER, "needs"))
    path = hand_over(vault, "primero", code, SHELTER, tmp_path / "x.json", open_content())
    data = json.loads(path.read_text())["data"]
    services = [{"service_type": "safehouse_service"}, {"service_type": "legal_assistance_service"}]
    assert data["services_section"] == services, "somebody locked in needs a lawyer whatever explains it"
    assert (data["sex"], data["other_agency_id"], data["module_id"]) == ("female", code, "primeromodule-cp")
    assert "protection_concerns" not in data


def primero_data(vault: Vault, code: str, out: Path, **options: Any) -> dict[str, Any]:
    path = hand_over(vault, "primero", code, SHELTER, out, open_content(), **options)
    data: dict[str, Any] = json.loads(path.read_text())["data"]
    return data


def test_primero_gets_one_id_for_a_case_however_often_it_goes(vault: Vault, tmp_path: Path) -> None:
    code = a_case(vault, (SHELTER, "needs"))
    one, again = (primero_data(vault, code, tmp_path / name)["id"] for name in ("1.json", "2.json"))
    assert one == again == str(uuid.UUID(one))
    assert primero_data(vault, a_case(vault, (SHELTER, "needs")), tmp_path / "3.json")["id"] != one


def test_primero_is_told_that_the_person_agreed_to_this_service_and_to_nobody_else(
    vault: Vault, tmp_path: Path
) -> None:
    told = primero_data(vault, a_case(vault, (SHELTER, "needs")), tmp_path / "yes.json")
    assert (told["consent_for_services"], told["disclosure_other_orgs"]) == (True, False)
    code = a_case(vault)
    vault.append(code, RecipientAdded(SHELTER, "duty", "Act 611, section 27"))
    told = primero_data(vault, code, tmp_path / "duty.json")
    assert (told["consent_for_services"], told["disclosure_other_orgs"]) == (False, False), "a duty is no consent"


@pytest.mark.parametrize(
    ("gate", "module"),
    [("under_18", "primeromodule-cp"), ("might_be", "primeromodule-cp"), ("adult", "primeromodule-gbv")],
)
def test_only_children_and_who_might_be_one_come_into_the_module_for_children(
    vault: Vault, tmp_path: Path, gate: str, module: str
) -> None:
    code = a_case(vault, (SHELTER, "needs"))
    vault.append(code, GateAnswered("minor", gate))
    assert primero_data(vault, code, tmp_path / "x.json")["module_id"] == module


def test_an_age_goes_to_primero_where_somebody_says_it_and_the_record_does_not_contradict(
    vault: Vault, tmp_path: Path
) -> None:
    code = a_case(vault, (SHELTER, "needs"))
    vault.append(code, GateAnswered("minor", "might_be"))
    assert "age" not in primero_data(vault, code, tmp_path / "none.json")
    told = primero_data(vault, code, tmp_path / "age.json", age=16)
    assert (told["age"], told["estimated"]) == (16, True)
    with pytest.raises(BadInput, match="hand-over-age"):
        primero_data(vault, code, tmp_path / "adult.json", age=30)
    assert not (tmp_path / "adult.json").exists()


def test_a_deployment_names_its_own_fields(vault: Vault, tmp_path: Path) -> None:
    text = (settings.forms_root() / "export" / "primero.toml").read_text()
    own = tmp_path / "own.toml"
    own.write_text(text.replace('code = "other_agency_id"', 'code = "screening_code"'))
    code = a_case(vault, (SHELTER, "needs"))
    path = hand_over(vault, "primero", code, SHELTER, tmp_path / "x.json", open_content(), mapping=own)
    assert json.loads(path.read_text())["data"]["screening_code"] == code
    own.write_text(text.replace('pass_on = "disclosure_other_orgs"', 'pass_on = ""'))
    path = hand_over(vault, "primero", code, SHELTER, tmp_path / "y.json", open_content(), mapping=own)
    assert not {"", "disclosure_other_orgs"} & json.loads(path.read_text())["data"].keys(), "a form without the field"
    for broken in ("[field]\ncode = 1\n", text.replace('adult = "primeromodule-gbv"\n', "")):
        own.write_text(broken)
        with pytest.raises(BadInput, match="content-unreadable"):
            primero.mapping(own)


def test_the_default_mapping_names_only_what_primeros_public_forms_have() -> None:
    """Read 2026-12-01 in db/configuration and app/models/primero_module.rb of github.com/primeroIMS/primero."""
    names = primero.mapping()
    assert set(names["field"].values()) <= {
        "other_agency_id", "other_agency_name", "registration_date", "sex", "protection_concerns", "services_section",
        "service_type", "age", "estimated", "consent_for_services", "disclosure_other_orgs",
    }  # fmt: skip
    assert set(names["module"].values()) <= {"primeromodule-cp", "primeromodule-gbv", "primeromodule-mrm"}
    assert set(names["service"].values()) <= {
        "safehouse_service", "health_medical_service", "psychosocial_service", "police_other_service",
        "legal_assistance_service", "livelihoods_service", "child_protection_service", "family_mediation_service",
    }  # fmt: skip
    assert set(names["concern"].values()) <= {"trafficked_smuggled", "sexually_exploited", "migrant", "statelessness"}
    assert tomllib.loads((settings.forms_root() / "export" / "primero.toml").read_text())["checked_on"]


def test_a_code_that_is_not_here_is_said(vault: Vault, tmp_path: Path) -> None:
    assert refused(vault, "fhir", "ZZZZ-ZZZZ-Z", POLICE, tmp_path / "x") == "bundle-no-such-case"


@pytest.mark.requirement("RE4")
def test_a_yes_to_signs_hands_over_no_answer_about_needs(vault: Vault, tmp_path: Path) -> None:
    """N8 of the second security trial: the police got the whole topic of needs, which no paper gives them."""
    code = a_case(vault, (POLICE, "signs"))
    protocol = open_content().protocol
    needs = [item.id for item in protocol.items.values() if item.need and not item.yes and not item.no]
    vault.append_many(code, [AnswerGiven(item, Answer.YES, How.TOLD) for item in needs])
    path = hand_over(vault, "fhir", code, POLICE, tmp_path / "case.json", open_content())
    _, _, answers, _, origin = (each["resource"] for each in json.loads(path.read_text())["entry"])
    given = {item["linkId"] for topic in answers["item"] for item in topic["item"]}
    assert given == {"locked"}
    assert len(needs) > 5
    assert origin["entity"][0]["what"]["display"] == "1 answers", "how many others there are is not told either"


@pytest.mark.requirement("RE4")
def test_a_yes_to_signs_hands_over_no_claim_to_protection_and_no_path_of_needs(vault: Vault, tmp_path: Path) -> None:
    code = a_case(vault, (POLICE, "signs"))
    signs = {"locked", "papers-kept", "little-pay", "threats", "debt-grows", "housed-by", "arranged-by"}
    told = (*sorted(signs - {"locked"}), "unhcr", "fear-return", "left-danger", "needs-hurt")
    vault.append_many(code, [AnswerGiven(item, Answer.YES, How.TOLD) for item in told])
    text = hand_over(vault, "fhir", code, POLICE, tmp_path / "case.json", open_content()).read_text()
    _, _, answers, risk, _ = (each["resource"] for each in json.loads(text)["entry"])
    assert {item["linkId"] for topic in answers["item"] for item in topic["item"]} == signs
    read = [each["outcome"]["coding"][0]["code"] for each in risk["prediction"]]
    assert read == ["trafficking", "smuggling", "irregular_migration", "labour_violation"]
    said = Words("en").say
    assert said("path-do.formal_identification") in risk["mitigation"]
    assert [path for path in ("protection", "health", "care") if said(f"path-do.{path}") in risk["mitigation"]] == []
    own = tmp_path / "own.toml"
    shipped = (settings.forms_root() / "export" / "primero.toml").read_text()
    own.write_text(shipped.replace("[concern]\n", '[concern]\nprotection = "statelessness"\n'))
    path = hand_over(vault, "primero", code, POLICE, tmp_path / "p.json", open_content(), mapping=own)
    data = json.loads(path.read_text())["data"]
    assert data["protection_concerns"] == ["trafficked_smuggled"]
    assert "sex" not in data, "it is noted for the choice of a shelter, and no sheet with signs says it"


@pytest.mark.requirement("CO12")
def test_the_file_says_whether_a_yes_or_which_duty_released_it(vault: Vault, tmp_path: Path) -> None:
    code = a_case(vault)
    vault.append(code, RecipientAdded(POLICE, "duty", "Act 670, section 24"))
    path = hand_over(vault, "fhir", code, POLICE, tmp_path / "duty.json", open_content())
    _, consent, _, _, origin = (each["resource"] for each in json.loads(path.read_text())["entry"])
    (reason,) = origin["reason"]
    assert consent["policyRule"] == reason
    assert reason["coding"][0]["code"] == "duty"
    assert reason["text"] == "Duty: Act 670, section 24, not an agreement of the person (signs)"
    noted = next(each for each in vault.events(code) if isinstance(each.event, RecipientAdded))
    assert consent["dateTime"] == noted.at[:10]
    made = json.loads(hand_over(vault, "primero", code, POLICE, tmp_path / "p.json", open_content()).read_text())
    assert (made["released"], made["duty"]) == ({"signs": "duty"}, "Act 670, section 24")
    agreed = a_case(vault, (SHELTER, "needs"))
    made = json.loads(hand_over(vault, "primero", agreed, SHELTER, tmp_path / "q.json", open_content()).read_text())
    assert made["released"] == {"needs": "yes"}
    assert "duty" not in made


@pytest.mark.sweep
def test_hand_overs_one_by_one_come_to_the_second_person_as_bundles_do(tmp_path: Path) -> None:
    """N9 of the second security trial: twelve of twelve hand-overs left alone."""
    vault = create_vault(tmp_path / "v", PASSPHRASE, "Aina", "labour-officer", "House", cost=QUICK)
    budi = laptop("Budi")
    introduce(vault, budi)
    most = open_limits(settings.indicators_root())[ALONE].cases
    codes = [a_case(vault, (POLICE, "signs")) for _ in range(most + 1)]
    exchange.send(vault, codes[:1], [own_card(budi).number], tmp_path, duty="Order 4")
    for n, code in enumerate(codes[1:-1]):
        hand_over(vault, ("fhir", "primero")[n % 2], code, POLICE, tmp_path / f"{n}.json", open_content())
    last, out = codes[-1], tmp_path / "last.json"
    for _ in range(2):
        with pytest.raises(NotAccepted, match="second-first"):
            hand_over(vault, "fhir", last, POLICE, out, open_content(), second=lambda: SECOND)
    with pytest.raises(NotAccepted, match="second-first"):
        exchange.send(vault, [last], [own_card(budi).number], tmp_path, duty="Order 4")
    name_second(vault, "Chong", SECOND, cost=QUICK)
    with pytest.raises(StoreTrouble, match="wrong-second"):
        hand_over(vault, "fhir", last, POLICE, out, open_content())
    throttle._waits.clear()
    assert not out.exists()
    hand_over(vault, "fhir", last, POLICE, out, open_content(), second=lambda: SECOND)
    hand_over(vault, "fhir", codes[0], POLICE, tmp_path / "again.json", open_content())
    noted = [each.event for each in vault.events("") if isinstance(each.event, CaseLeft)]
    assert [each.second for each in noted] == [""] * (most - 1) + ["Chong", ""]
    vault.close()
