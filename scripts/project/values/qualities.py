"""Quality codes by number: what tables of history carry, where everything else carries names.

The 16 lower bits name the code; above them stands its level, which the name says too.
"""

from project.values import plain

NAMES = {
	0: "Good_Unspecified", 2: "Good_WritePending", 192: "Good", 200: "Good_Provisional", 201: "Good_Initial",
	202: "Good_Overload", 203: "Good_Backfill",
	256: "Uncertain", 257: "Uncertain_LastKnownValue", 258: "Uncertain_InitialValue",
	259: "Uncertain_DataSubNormal", 260: "Uncertain_EngineeringUnitsExceeded",
	261: "Uncertain_IncompleteOperation",
	512: "Bad", 513: "Bad_Unauthorized", 514: "Bad_AccessDenied", 515: "Bad_Disabled", 516: "Bad_Stale",
	517: "Bad_TrialExpired", 518: "Bad_LicenseExceeded", 519: "Bad_NotFound", 520: "Bad_ReferenceNotFound",
	521: "Bad_AggregateNotFound", 522: "Bad_NotConnected", 523: "Bad_GatewayCommOff", 524: "Bad_OutOfRange",
	525: "Bad_DatabaseNotConnected", 526: "Bad_ReadOnly", 527: "Bad_Failure", 528: "Bad_Unsupported",
	768: "Error", 769: "Error_Configuration", 770: "Error_ExpressionEval", 771: "Error_TagExecution",
	772: "Error_TypeConversion", 773: "Error_DatabaseQuery", 774: "Error_IO", 775: "Error_TimeoutExpired",
	776: "Error_Exception", 777: "Error_InvalidPathSyntax", 778: "Error_Formatting", 779: "Error_ScriptEval",
	780: "Error_CycleDetected",
}

# What tells that a provider of tags, or what stands behind it, is off or out of reach; that it has no such tag is not.
AWAY = frozenset(("Bad_NotConnected", "Bad_GatewayCommOff", "Bad_TrialExpired", "Bad_Disabled", "Error_Configuration"))


def isNumber(code):
	return isinstance(code, plain.INTEGERS) and not isinstance(code, bool)


def named(code):
	"""The name of a quality number; "Bad" for one that no version of Ignition documents."""
	return NAMES.get(code & 0xFFFF, "Bad")
