"""java.security.spec: what keys and signatures are described with."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import ec

from java.math import BigInteger

__all__ = [
    "ECGenParameterSpec", "ECParameterSpec", "ECPoint", "ECPublicKeySpec", "MGF1ParameterSpec", "PSSParameterSpec",
    "RSAPublicKeySpec",
]


# FIPS 186-4 appendix D.1.2: p, n, b.
_CURVES = {
    "secp256r1": (
        "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
    "secp384r1": (
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
        "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
        "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef"),
}


class RSAPublicKeySpec:
    def __init__(self, modulus: BigInteger, exponent: BigInteger) -> None:
        self.modulus = int(modulus)
        self.exponent = int(exponent)


class ECGenParameterSpec:
    def __init__(self, name: str) -> None:
        self.curve = {"secp256r1": ec.SECP256R1, "secp384r1": ec.SECP384R1}[name]()


class ECParameterSpec:
    """Also stands for its curve, and for the field of that."""

    def __init__(self, curve: ec.EllipticCurve) -> None:
        self.curve = curve
        self._p, self._n, self._b = (BigInteger(text, 16) for text in _CURVES[curve.name])

    def getCurve(self) -> ECParameterSpec:
        return self

    def getField(self) -> ECParameterSpec:
        return self

    def getA(self) -> BigInteger:
        return BigInteger(format(int(self._p) - 3, "x"), 16)

    def getB(self) -> BigInteger:
        return self._b

    def getP(self) -> BigInteger:
        return self._p

    def getOrder(self) -> BigInteger:
        return self._n


class ECPoint:
    def __init__(self, x: BigInteger, y: BigInteger) -> None:
        self.x = int(x)
        self.y = int(y)


class ECPublicKeySpec:
    def __init__(self, point: ECPoint, parameters: ECParameterSpec) -> None:
        self.numbers = ec.EllipticCurvePublicNumbers(point.x, point.y, parameters.curve)


class MGF1ParameterSpec:
    SHA256 = "SHA-256"


class PSSParameterSpec:
    def __init__(self, digest: str, generator: str, parameters: str, salt: int, trailer: int) -> None:
        if (digest, generator, parameters, trailer) != ("SHA-256", "MGF1", "SHA-256", 1):
            raise NotImplementedError("another PSS than that of PS256")
        self.salt = salt
