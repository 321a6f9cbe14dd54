"""What is wrong with a server's certificate."""

from profile_browser.messages.catalogue import _

# Words in OpenSSL's reasons, and what they mean for the person who can fix the problem.
_CERTIFICATE_FAULTS = {
    "expired": _("Its certificate has expired."),
    "not yet valid": _("Its certificate is not valid yet."),
    "mismatch": _("Its certificate is for a different host name."),
    "self-signed": _("This computer does not trust its certificate."),
    "self signed": _("This computer does not trust its certificate."),
    "issuer": _(
        "Its certificate was issued by an authority that this computer does not trust. "
        "You can set the authority's certificate file in the connection."
    ),
}


def certificate_fault(cause: str) -> str:
    """Return the sentence for a reason of OpenSSL's."""
    for word, sentence in _CERTIFICATE_FAULTS.items():
        if word in cause.lower():
            return sentence
    return _("Its certificate was not accepted.")
