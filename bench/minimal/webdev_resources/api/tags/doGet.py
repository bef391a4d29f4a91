def doGet(request, session):
	provider, slash, rest = request["remainingPath"][1:].partition("/")
	return minimal.answer(minimal.read(["[%s]%s" % (provider, rest)])[0])
