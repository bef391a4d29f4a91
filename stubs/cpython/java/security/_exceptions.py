"""The exceptions of java.security."""

from java.lang import Exception as JavaException

__all__ = [
    "GeneralSecurityException", "InvalidKeySpecException", "NoSuchAlgorithmException", "SignatureException",
]


class GeneralSecurityException(JavaException):
    pass


class NoSuchAlgorithmException(GeneralSecurityException):
    pass


class InvalidKeySpecException(GeneralSecurityException):
    pass


class SignatureException(GeneralSecurityException):
    pass
