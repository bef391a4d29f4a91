"""New API keys: a random token, and what the setting Keys needs to know it by."""

from project.config import keys
from project.gateway import codec
from project.gateway import crypto


def minted(id, roles, expires):
	"""(token, {id: entry}) of a new key.

	expires  RFC 3339 text, or None
	raises   ValueError where the setting would not take it
	"""
	if not keys.ID.matches(id):
		raise ValueError("The id of a key is 1 to 64 letters, digits, dots, dashes, underscores or @.")
	if not roles or not all(name.strip() for name in roles):
		raise ValueError("A key needs at least one role, for example 'operator'.")
	token = crypto.randomToken()
	entry = {"sha256": crypto.hexText(crypto.sha256(token.encode("ascii"))), "roles": list(roles), "enabled": True}
	if expires is not None:
		entry["expires"] = expires
	return token, {id: entry}


def shown(token, entry):
	"""Both as text for people."""
	return "\n".join([
		"Token, shown this once: %s" % token,
		"Entry for the tag [default]Config/API/Keys, to put beside those that are there:",
		codec.canonical(entry),
	])
