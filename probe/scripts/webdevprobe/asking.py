"""Runs the questions that a script can answer by itself, each in its own guard."""

import sys

FORMAT = 1


class Unanswered(Exception):
	"""There is nothing on this gateway to ask the question with."""


def document(request, withAudit):
	"""{"format", "answers": [...]}; JSON-ready."""
	context = Context(request)
	questions = webdevprobe.runtime.QUESTIONS + webdevprobe.coding.QUESTIONS + webdevprobe.tagging.QUESTIONS
	if withAudit:
		questions = questions + webdevprobe.auditing.QUESTIONS
	return {"format": FORMAT, "answers": [answered(question, context) for question in questions]}


class Context(object):
	"""What questions share: the request, and tags to ask with, looked up once."""

	def __init__(self, request):
		self.request = request
		self.found = None

	def sample(self):
		if self.found is None:
			self.found = webdevprobe.sample.Sample()
		return self.found


def answered(question, context):
	"""One row: seen is None where the question has no answer here, and note says why.

	question  (fact, text of the question or None where the simulator's option has it, function of the context)
	"""
	fact, text, ask = question
	seen, note = asked(ask, context)
	return {
		"fact": fact, "question": text or webdevprobe.built.QUESTIONS[fact], "seen": seen, "note": note,
		"assumed": webdevprobe.built.ASSUMED.get(fact),
	}


def asked(ask, context):
	try:
		return ask(context), None
	except Unanswered:
		return None, "%s" % sys.exc_info()[1]
	except:  # noqa: E722  a Java exception is not an Exception
		return None, "failed: %s" % sys.exc_info()[0].__name__
