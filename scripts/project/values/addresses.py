"""Internet addresses and networks, as numbers that can be compared. No name is ever looked up."""

IPV4 = 32
IPV6 = 128
MAPPED = 0xffff  # ::ffff:a.b.c.d, an IPv4 address written as IPv6 (RFC 4291 section 2.5.5.2)
HEX = "0123456789abcdef"
MAX_CHARS = 64


def parsed(text):
	"""(bits, number) of an address, or None where the text is none. An IPv4 address written as IPv6 is IPv4.

	Brackets, a port and a zone are left out: 192.0.2.1:80, [2001:db8::1]:80, fe80::1%eth0.
	"""
	text = bare(text)
	if len(text) > MAX_CHARS:
		return None
	if ":" not in text:
		number = quad(text)
		return None if number is None else (IPV4, number)
	number = groups(text)
	if number is None:
		return None
	return (IPV4, number & 0xffffffff) if number >> IPV4 == MAPPED else (IPV6, number)


def bare(text):
	text = text.strip().lower()
	if text.startswith("["):
		return text[1:].partition("]")[0].partition("%")[0]
	if text.count(":") == 1:
		return text.partition(":")[0]
	return text.partition("%")[0]


def quad(text):
	"""The number of a dotted IPv4 address; leading zeros are refused, because some read them as octal."""
	parts = text.split(".")
	if len(parts) != 4:
		return None
	number = 0
	for part in parts:
		if not isDecimal(part) or len(part) > 3 or int(part) > 255 or (part[0] == "0" and part != "0"):
			return None
		number = number << 8 | int(part)
	return number


def isDecimal(text):
	return text != "" and all([character in "0123456789" for character in text])


def groups(text):
	"""The number of an IPv6 address (RFC 4291 section 2.2), or None."""
	head, gap, tail = text.partition("::")
	left, right = split(head, not gap), split(tail, True)
	if left is None or right is None:
		return None
	missing = 8 - len(left) - len(right)
	if missing < 1 if gap else missing != 0:
		return None
	number = 0
	for group in left + [0] * missing + right:
		number = number << 16 | group
	return number


def split(text, mayEndDotted):
	"""The groups of 16 bits of one side of an IPv6 address; None where one is none."""
	parts = text.split(":") if text else []
	found = []
	for index, part in enumerate(parts):
		if mayEndDotted and "." in part and index == len(parts) - 1:
			number = quad(part)
			if number is None:
				return None
			found.extend([number >> 16, number & 0xffff])
		elif 1 <= len(part) <= 4 and all([character in HEX for character in part]):
			found.append(int(part, 16))
		else:
			return None
	return found


def network(text):
	"""(bits, number, prefix length) of an address or of a block such as 10.0.0.0/8, or None where the text is none."""
	base, slash, length = text.strip().partition("/")
	found = parsed(base)
	if found is None or "[" in base or (slash and not isDecimal(length)) or len(length) > 3:
		return None
	bits, number = found
	prefix = int(length) if slash else bits
	return (bits, number, prefix) if prefix <= bits else None


def isWithin(address, networks):
	"""True where one of the networks holds the address (bits, number)."""
	for bits, number, prefix in networks:
		if bits == address[0] and address[1] >> bits - prefix == number >> bits - prefix:
			return True
	return False


def written(address):
	"""The one text of an address: dotted, or the eight groups of IPv6 without leading zeros."""
	bits, number = address
	if bits == IPV4:
		return ".".join(["%d" % (number >> shift & 0xff) for shift in (24, 16, 8, 0)])
	return ":".join(["%x" % (number >> shift & 0xffff) for shift in range(112, -1, -16)])


def block(address):
	"""What one subscriber has, as a text: an IPv4 address, or the /64 of an IPv6 address."""
	bits, number = address
	if bits == IPV4:
		return written(address)
	return written((bits, number >> 64 << 64)) + "/64"
