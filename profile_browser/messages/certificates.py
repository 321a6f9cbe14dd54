"""What is wrong with a server's certificate."""

# Words in OpenSSL's reasons, and what they mean for the person who can fix the problem.
_CERTIFICATE_FAULTS = {
    "expired": "Its certificate has expired.",
    "not yet valid": "Its certificate is not valid yet.",
    "mismatch": "Its certificate is for a different host name.",
    "self-signed": "This computer does not trust its certificate.",
    "self signed": "This computer does not trust its certificate.",
    "issuer": "Its certificate was issued by an authority that this computer does not trust. "
    "You can set the authority's certificate file in the connection.",
}


def certificate_fault(cause: str) -> str:
    """Return the sentence for a reason of OpenSSL's."""
    for word, sentence in _CERTIFICATE_FAULTS.items():
        if word in cause.lower():
            return sentence
    return "Its certificate was not accepted."
