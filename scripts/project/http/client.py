"""Where a request comes from: the peer, or what a trusted proxy says of it.

Anyone can send X-Forwarded-For and Forwarded (RFC 7239). They count only where the peer itself is in
TrustedProxies, and then from the right, because each proxy appends: the first hop that is not trusted is the
client. Where both are there and do not agree, one of them was not written by the proxy, and neither counts.
"""

from project.values import addresses

FORWARDED_FOR = "x-forwarded-for"
FORWARDED_PROTO = "x-forwarded-proto"
FORWARDED = "forwarded"
MAX_HOPS = 32


class Origin(object):
	"""address  the client's address as text; the peer's own where the platform's text is no address
	block    what the client's subscriber has (an IPv4 address, a /64), for limits
	isHttps  whether the client's connection is encrypted
	"""

	__slots__ = ("address", "block", "isHttps")

	def __init__(self, address, block, isHttps):
		self.address = address
		self.block = block
		self.isHttps = isHttps


def origin(request, trusted):
	"""The Origin of a request.

	trusted  networks of project.values.addresses
	"""
	peer = request.peer()
	isHttps = request.raw.get("scheme") == "https"
	found = addresses.parsed(peer)
	if found is None:
		return Origin(peer, peer, isHttps)
	if trusted and addresses.isWithin(found, trusted):
		found = client(request, found, trusted)
		isHttps = scheme(request, isHttps)
	return Origin(addresses.written(found), addresses.block(found), isHttps)


def client(request, peer, trusted):
	hops = request.joinedHeader(FORWARDED_FOR)
	ways = [hops.split(",")] if hops else []
	if request.joinedHeader(FORWARDED):
		ways.append(parameters(request, "for"))
	found = set([untrusted(way, peer, trusted) for way in ways])
	return found.pop() if len(found) == 1 else peer


def untrusted(hops, peer, trusted):
	"""The first address from the right that is no trusted proxy; where one cannot be read, the one before it."""
	found = peer
	for hop in hops[:-MAX_HOPS - 1:-1]:
		address = addresses.parsed(hop)
		if address is None:
			break
		found = address
		if not addresses.isWithin(address, trusted):
			break
	return found


def scheme(request, isHttps):
	"""What the last proxy says of the connection to it; the gateway's own scheme where it says nothing."""
	said = request.joinedHeader(FORWARDED_PROTO).split(",")[-1:] + parameters(request, "proto")[-1:]
	said = [value.strip().lower() for value in said if value.strip()]
	return all([value == "https" for value in said]) if said else isHttps


def parameters(request, name):
	"""The values of one parameter of the Forwarded header, from left to right, without quotes."""
	found = []
	for element in request.joinedHeader(FORWARDED).split(","):
		for pair in element.split(";"):
			key, equals, value = pair.partition("=")
			if equals and key.strip().lower() == name:
				found.append(value.strip().strip('"'))
	return found
