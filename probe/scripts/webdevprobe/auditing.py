"""The one question that may leave a trace: asked only when the caller says so."""


def unknownProfile(context):
	try:
		system.util.audit(
			action="webdevprobe", actionValue="none", auditProfile="webdevprobe-none", actor="webdevprobe",
			actorHost="localhost", originatingContext=1)
		return "ignore"
	except:  # noqa: E722  a Java exception is not an Exception
		return "raise"


QUESTIONS = (("audit_unknown_profile", None, unknownProfile),)
