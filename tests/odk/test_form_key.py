"""A form with a public key is encrypted on the phone; a private key never comes into a form."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from screening.casework.content.edition import open_content
from screening.errors import BadInput
from screening.odk.form_key import form_address, form_key
from screening.odk.xlsform import write_xlsx, xlsform

KEY = (
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEArup7ausyuRx1XO/murPnVxeH0oNMX5R5GwhJ/tJ5x+r5BXpvKycPD4Kt"
    "LOSOA1DqaN5rdiwc+VVS2w7JL90HzbxfUCkLCRWD+82YF06fJ3j4adnGPsnZ+wuLfbSh65pZmKVPfMYfKvCgGRwyuH4gVSvW7IeM"
    "Q0zSmwtnGZ9/wgGyBMe8+0rZaIwsxJUfLTxOSfsdD+pUdXQpv+ITnQOyYwd0Fi8nK5DsxjiPOEBSk3efstqLhdl2QNJM40mSlMOx"
    "doZG4Ko2q/ePOQ/wAANQOHLo8bDuPKEBhZhdMZ5Gx9NMzoIbUXMx17pjjZ6PbCHHWM4790D4turR+Ncor+koiwIDAQAB"
)
"""Of 2048 bits, made for this test; nobody has the other half."""
SHORT = (
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDV5BrmCN3SEv4/+FB0HIt870WRlt7AKhQSkIEzfJnkLnJ3F0k1MVhv4tDKzx3H"
    "xWN4eY0l+Qctmv268SIoY5qvo5kFn0sLYRWZmVAzBFQfcntuWV3MzEe3+DJr+ztY+24JW4XvnsmmnS2M4IufSnQOnvD+e5/gbkWV"
    "revpFNhaMQIDAQAB"
)
"""Of 1024 bits."""
CURVE = (
    "MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQB3hQiaMYgrr5s4fpbJMSIhSQduxOxPbMvwEwedWeUph48MCnJALgYF9um/iDwtrGi"
    "LmeajHlddj6dRs2wi0PMJ1oBkoyVULUymik9GgeNUazsZnOjMddKmX1QNVqinbxkesgfVeTzVIn0pkH7QyiIqWJTacDb6dxOxusx"
    "kw7pGIhgeqs="
)
"""No RSA key."""


def test_the_form_names_the_key_that_phones_encrypt_for(tmp_path: Path) -> None:
    path = tmp_path / "public.pem"
    lines = "\n".join(KEY[at : at + 64] for at in range(0, len(KEY), 64))
    path.write_text(f"-----BEGIN PUBLIC KEY-----\n{lines}\n-----END PUBLIC KEY-----\n")
    assert form_key(path) == KEY
    address = form_address("https://server/submission")
    write_xlsx(xlsform(open_content().protocol, [], key=KEY, send_to=address), tmp_path / "form.xlsx")
    made = convert(tmp_path / "form.xlsx", validate=False).xform
    assert f'base64RsaPublicKey="{KEY}"' in made
    assert f'action="{address}"' in made


@pytest.mark.parametrize("address", ["http://server/submission", "server", "https://a b", "javascript:1"])
def test_answers_go_to_no_address_that_can_be_overheard(address: str) -> None:
    with pytest.raises(BadInput, match="form-address"):
        form_address(address)


def test_without_a_key_the_form_says_nothing_of_one() -> None:
    assert "public_key" not in xlsform(open_content().protocol, []).settings


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n", "form-key-private"),
        (SHORT, "form-key-not-one"),
        (CURVE, "form-key-not-one"),
        ("anything", "form-key-not-one"),
        ("\u0645", "form-key-not-one"),
        ("", "form-key-not-one"),
    ],
)
def test_what_is_no_public_rsa_key_of_2048_bits_is_refused(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "key"
    path.write_text(content, "utf-8")
    with pytest.raises(BadInput) as trouble:
        form_key(path)
    assert trouble.value.code == code
