"""No field that is named like a secret is read, and harmless names are not refused."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.secret_names import is_secret

SECRETS = """
    password Password PASSWORD password2 passwords userPassword old_password password-hint
    hashed_password passwordHash pass_word pass-word passWord pass userPass pass2 passwd passphrase
    passcode passkey passkeys pwd userPwd userpwd pwdHint pwd_digest pw PW pw2 PWs
    apiKey api_key apikey APIKEY private_key privateKey bcrypt argon2id
    hash hashes hashed sha256hash bcrypt_hash HASH
    secret secrets clientSecret client-secret secretkey SECRET_KEY
    token tokens apiToken api_token accesstoken TOKEN tokenized token.value token[0]
    otp OTP OTPs otps mfaOtp otp_seed otpSeed OTPSeed OTPseed otpcode smsotp totp totp_key hotp
    salt salts passwordSalt salt2 SALT usersalt saltvalue
    pin PIN Pin pins PINs pin4 4pin pinCode pin_code pincode pincodes PINcode PIN-Code card_pin
    cardpin userPin userPIN userpin PIN_NUMBER pinnumber pIN PiN user.pIN oTP sALT
    credential credentials
    contact.password auth.pin.value a.b.c.otp security.tokens.0 password.changed_at
    pässword ｐａｓｓｗｏｒｄ ＰＩＮ tökens ſecret pa\u0301ssword p\u034fassword 𝐡𝐚𝐬𝐡
"""
HARMLESS = """
    phone contact.phone shipping shippingAddress spinning_class opinion opinions pinterest pinned
    pinned_note pink spin chopin crispin lupin
    passport passport_number passenger bypass compass passage pasta
    hashtag hashtags social.hashtags
    secretary contact.secretaryPhone undersecretary secretariat
    hotplate footprint potpie optician option options adopt stop laptop
    results salary sale sales alt salutation
    address address.line1 birthday created_at last_login is_active user_id customerNumber key
    TopIndex APINumber mapIndex zipInfo shipInfo
    has_history has_home to_kent spw upwards
    телефон 電話 straße
"""


@pytest.mark.parametrize("path", SECRETS.split())
def test_a_name_of_a_secret_is_refused(path: str) -> None:
    assert is_secret(path)


@pytest.mark.parametrize("path", [*HARMLESS.split(), *(field.path for field in FIELDS)])
def test_a_harmless_name_is_not_refused(path: str) -> None:
    assert not is_secret(path)


@pytest.mark.parametrize("path", ["salted_caramel", "saltwater", "basalt", "tokenized", "rehash"])
def test_in_doubt_a_name_is_refused(path: str) -> None:
    assert is_secret(path)


@pytest.mark.parametrize("path", ["раssword", "пароль", "p.a.s.s.w.o.r.d", "mot_de_passe"])
def test_letters_of_other_alphabets_and_other_languages_are_not_understood(path: str) -> None:
    assert not is_secret(path)


PARTS = st.text(st.characters(exclude_characters="."), min_size=1, max_size=8)
NAMES = ("password", "hash", "secret", "token", "otp", "salt", "pin")


@given(
    st.sampled_from(NAMES),
    st.sampled_from(["{}", "{}s", "my_{}", "{}_2", "{}2", "the-{}-x", "x {}", "_{}", "{}__"]),
    st.sampled_from([str.lower, str.upper, str.capitalize]),
    st.lists(PARTS, max_size=3),
    st.lists(PARTS, max_size=3),
)
def test_a_secret_is_refused_at_any_depth(
    name: str, form: str, case: Callable[[str], str], above: list[str], below: list[str]
) -> None:
    assert is_secret(".".join([*above, form.format(case(name)), *below]))
