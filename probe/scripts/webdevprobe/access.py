"""Who may ask: the holder of the token that was made with this zip. Only its SHA-256 is here."""

from java.security import MessageDigest


def isAllowed(request):
	"""True where the Authorization header carries the token."""
	header = request["servletRequest"].getHeader("Authorization")
	if header is None or header[:7] != "Bearer ":
		return False
	digest = MessageDigest.getInstance("SHA-256")
	digest.update(header[7:].strip().encode("utf-8"))
	found = "".join(["%02x" % (octet & 255) for octet in digest.digest()])
	return MessageDigest.isEqual(found.encode("ascii"), webdevprobe.built.DIGEST.encode("ascii"))
