"""Questions about versions, servlet objects and the script library."""

import re
import sys


def ignitionVersion(context):
	return "%s" % system.util.getVersion().toString()


def versionText(context):
	return "numbers" if re.match(r"^[0-9.]+\Z", ignitionVersion(context)) else "numbers_and_build"


def interpreter(context):
	return " ".join(sys.version.split())


def java(context):
	return sys.platform


def server(context):
	return context.request["servletRequest"].getServletContext().getServerInfo()


def servletPackage(context):
	"""javax or jakarta, whichever the class of the servlet request comes from."""
	ancestors = "%s" % (type(context.request["servletRequest"]).__mro__,)
	found = [name for name in ("javax", "jakarta") if name + "." in ancestors]
	if not found:
		raise webdevprobe.asking.Unanswered("the servlet request is of neither package")
	return found[0]


def asyncSupported(context):
	return bool(context.request["servletRequest"].isAsyncSupported())


def importFromPackage(context):
	return webdevprobe.forms.frompackage.REACHED


def importWholeName(context):
	return webdevprobe.forms.wholename.REACHED


def dottedGlobal(context):
	return webdevprobe.forms.plainglobal.REACHED


def etree(context):
	return webdevprobe.forms.etree.REACHED


def aggregatedPoints(context):
	"""What each keyword that the manual is not sure of leads to, with a path that does not exist."""
	if not hasattr(system, "historian"):
		raise webdevprobe.asking.Unanswered("no system.historian here")
	return ", ".join(["%s: %s" % (name, outcome(name, value)) for name, value in KEYWORDS])


KEYWORDS = (("fillModes", ["None"]), ("includeBounds", False), ("excludeObservations", False))


def outcome(name, value):
	now = system.date.now()
	asked = {
		"paths": ["histprov:webdevprobe:/tag:none"], "startTime": now, "endTime": now, "aggregates": ["Average"],
		name: value,
	}
	try:
		system.historian.queryAggregatedPoints(**asked)
		return "taken"
	except:  # noqa: E722  a Java exception is not an Exception
		return sys.exc_info()[0].__name__


QUESTIONS = (
	("ignition_version", "The version of Ignition.", ignitionVersion),
	("version_text", None, versionText),
	("interpreter", "The interpreter of scripts.", interpreter),
	("java", "The platform under it.", java),
	("server", "The web server.", server),
	("servlet_package", "Whether the servlet objects are javax or jakarta.", servletPackage),
	("async_supported", "Whether WebDev's servlet lets a handler answer later.", asyncSupported),
	("import_from_package", "`from package import module` at the top of a nested module.", importFromPackage),
	("import_whole_name", "`import package.module` at the top of a nested module.", importWholeName),
	("dotted_global", "A dotted global at the top of a nested module.", dottedGlobal),
	("elementtree", "xml.etree.ElementTree can parse.", etree),
	("aggregated_points", "Keywords of system.historian.queryAggregatedPoints.", aggregatedPoints),
)
