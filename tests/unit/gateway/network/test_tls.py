"""The certificate and the key of a gateway: what is refused, and what is warned about."""

import os
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.gateway.network.tls import make_tls_context, warnings_about

Files = tuple[str, str]


def write(folder: Path, issued: trustme.LeafCert) -> Files:
    certificate, key = folder / "cert.pem", folder / "key.pem"
    certificate.write_bytes(b"".join(blob.bytes() for blob in issued.cert_chain_pems))
    key.write_bytes(issued.private_key_pem.bytes())
    key.chmod(0o600)
    return str(certificate), str(key)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return write(tmp_path, trustme.CA().issue_cert("localhost"))


def test_a_certificate_with_its_key_serves_tls_1_2_and_later(files: Files) -> None:
    context = make_tls_context(*files)
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert context.options & ssl.OP_NO_RENEGOTIATION  # each handshake costs the gateway much more
    assert list(warnings_about(*files)) == []


def refusal(certificate: str, key: str) -> str:
    with pytest.raises(ConfigurationError) as caught:
        make_tls_context(certificate, key)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def test_both_files_are_needed(files: Files) -> None:
    assert "belong together" in refusal(files[0], "")
    assert "belong together" in refusal("", files[1])


def test_a_missing_file_is_named(files: Files, tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.pem")
    for given in ((missing, files[1]), (files[0], missing)):
        assert refusal(*given) == f"{missing} cannot be read: No such file or directory."


def test_a_folder_is_no_file(files: Files, tmp_path: Path) -> None:
    assert "cannot be read" in refusal(files[0], str(tmp_path))


def test_the_key_of_another_certificate_is_refused(files: Files, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = write(tmp_path / "other", trustme.CA().issue_cert("localhost"))
    assert "is not the key of the certificate" in refusal(files[0], other[1])


def test_what_is_no_certificate_is_refused(files: Files, tmp_path: Path) -> None:
    text = tmp_path / "text.pem"
    for content in (b"", b"hello", b"-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"):
        text.write_bytes(content)
        assert "contains no certificate" in refusal(str(text), files[1])
        assert "contains no key" in refusal(files[0], str(text))


def test_a_damaged_certificate_in_a_chain_is_no_fault_of_the_key(files: Files) -> None:
    with Path(files[0]).open("ab") as chain:
        chain.write(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    assert refusal(*files) == (
        f"{files[0]} contains no certificate in PEM format, or a damaged one."
    )


def test_a_short_key_is_not_taken_for_a_missing_one(files: Files) -> None:
    key = rsa.generate_private_key(65537, 1024)
    name = x509.Name([])
    today = datetime.now(UTC)
    short = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(today)
        .not_valid_after(today + timedelta(days=1))
        .sign(key, SHA256())
    )
    Path(files[0]).write_bytes(short.public_bytes(Encoding.PEM))
    Path(files[1]).write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    assert "is too weak for TLS" in refusal(*files)


def test_exchanged_files_are_refused(files: Files) -> None:
    assert "contains no certificate" in refusal(files[1], files[0])


def test_a_protected_key_is_refused_without_asking(files: Files) -> None:
    key = Path(files[1])
    loaded = load_pem_private_key(key.read_bytes(), None)
    encryption = BestAvailableEncryption(b"secret")
    key.write_bytes(loaded.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption))
    assert "protected by a password" in refusal(*files)


def test_an_expired_certificate_is_a_warning(tmp_path: Path) -> None:
    past = datetime.now(UTC) - timedelta(days=1)
    files = write(tmp_path, trustme.CA().issue_cert("localhost", not_after=past))
    make_tls_context(*files)
    (warning,) = warnings_about(*files)
    assert f"expired on {past:%Y-%m-%d}" in warning


def test_a_certificate_of_the_future_is_a_warning(files: Files) -> None:
    (warning,) = warnings_about(*files, now=datetime(1990, 1, 1, tzinfo=UTC))
    assert "is not valid before" in warning


@pytest.mark.skipif(os.name == "nt", reason="permissions are those of the folder")
@pytest.mark.parametrize(("mode", "warned"), [(0o600, 0), (0o640, 0), (0o644, 1), (0o602, 1)])
def test_a_key_that_others_can_read_is_a_warning(files: Files, mode: int, warned: int) -> None:
    Path(files[1]).chmod(mode)
    assert [f"{files[1]}. Set its mode" in one for one in warnings_about(*files)] == [True] * warned
