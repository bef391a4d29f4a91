"""What about the platform nobody could look up: each with its variants and the one used by default.

A test that must hold whatever a gateway does runs under every variant: `options.variants(name)`.
"""

# name: (variants, default, what is unknown). Variants None: any value.
TABLE = {
    "unknown_user_source": (
        ("raise", "none"), "raise",
        "What system.security.getUserRoles does with a user source that does not exist: raises, or answers None as "
        "for a wrong password."),
    "default_provider": (
        None, None, "The provider of a path without one. A bare project has none: Bad_NotFound."),
    "case_folding": (
        ("lower", "upper", "java"), "lower",
        "How names are compared where case does not count: lower cased, upper cased, or like Java's "
        "equalsIgnoreCase (upper, then lower)."),
    "slashes": (
        ("strict", "tolerant"), "strict", "Whether A//B and A/B/ name the tag A/B."),
    "one_point_five_to_int": (
        ("truncate", "round", "error"), "truncate", "A fraction written to an integer tag."),
    "bool_to_int": (
        ("convert", "error"), "convert", "A boolean written to a numeric tag."),
    "text_to_number": (
        ("parse", "error"), "parse", "Numeric text written to a numeric tag."),
    "int_overflow": (
        ("error", "wrap"), "error", "An integer written to an integer tag that is too small for it."),
    "out_of_range_write": (
        ("refuse", "mark"), "refuse",
        "A value outside engLow..engHigh with engLimitMode on: refused with Bad_OutOfRange, or written and "
        "the tag's quality marked (the manual speaks of the tag's quality only)."),
    "memory_initial": (
        ("null", "zero"), "null", "The value of a memory tag that was configured without one."),
    "udt_read": (
        ("document", "null"), "document", "The value of a UDT instance read as a whole."),
    "udt_write": (
        ("refuse", "members"), "refuse", "A document written to a UDT instance."),
    "folder_read": (
        ("not_found", "unsupported"), "not_found", "The quality of a folder that is read."),
    "opc_write": (
        ("immediate", "pending"), "immediate",
        "Whether a write to an OPC tag is done when writeBlocking answers, or Good_WritePending until the "
        "device answers (Tags.complete_writes)."),
    "quality_property": (
        ("object", "name", "code"), "object", "What reading Tag.Quality gives."),
    "configuration_defaults": (
        (False, True), False, "Whether getConfiguration lists properties that were left at their default."),
    "configuration_values": (
        ("json_text", "object"), "json_text",
        "How getConfiguration gives values of documents, data sets and arrays."),
    "configuration_missing": (
        ("empty", "stub"), "empty", "What getConfiguration answers for a path that does not exist."),
    "browse_missing": (
        ("empty", "bad"), "bad", "The result quality of browsing a path that does not exist."),
    "browse_page_size": (
        None, 0, "How many rows browse returns at most when not asked for a number; 0: all."),
    "alarm_never_active": (
        ("absent", "clear_acked"), "absent",
        "Whether queryStatus lists an alarm that was never active (as cleared, acknowledged)."),
    "alarm_bad_quality": (
        ("hold", "clear"), "hold",
        "What a value of bad quality does to an alarm that does not look for it: nothing, or the alarm clears."),
    "alarm_reacknowledge": (
        ("returned", "accepted"), "returned",
        "Whether acknowledge returns the id of an alarm that was acknowledged before, as not acknowledged."),
    "alarm_unknown_id": (
        ("returned", "ignored"), "returned",
        "Whether acknowledge returns an id that no alarm has."),
    "audit_unknown_profile": (
        ("raise", "ignore"), "raise", "system.util.audit with a profile that does not exist."),
    "db_errors": (
        ("wrapped", "sql"), "wrapped",
        "What a failing system.db function throws: a java.lang.Exception whose cause is the SQLException, or that "
        "itself."),
    "named_query_definitions": (
        ("shown", "hidden"), "shown",
        "Whether a script reaches the definitions of named queries through the gateway's NamedQueryManager."),
    "named_query_missing": (
        ("raise", "null"), "raise", "A named query that is run without one of its parameters."),
    "named_query_other_kind": (
        ("raise", "run"), "raise",
        "What execQuery, execScalar and execUpdate do with a named query of another kind."),
    "named_query_unknown": (
        ("ignore", "raise"), "ignore", "A named query that is given a parameter that it does not have."),
    "version_text": (
        ("numbers", "numbers_and_build"), "numbers", "Whether the text of getVersion() ends in a build number."),
    "historian_arguments": (
        ("all", "few"), "all",
        "Whether queryAggregatedPoints takes fillModes, includeBounds and excludeObservations: two pages of the "
        "manual disagree."),
    "historian_many_paths": (
        ("answers", "nothing"), "answers",
        "What queryRawPoints of several paths gives; on one 8.3.2 it was nothing."),
    "historian_return_size": (
        ("most", "rows"), "most",
        "returnSize of queryRawPoints: the most rows, or their number; two pages of the manual disagree."),
    "historian_seeds": (
        (False, True), False,
        "Whether queryRawPoints puts what an analog tag was at startTime in front, also without includeBounds."),
    "history_average": (
        ("step", "linear"), "step",
        "The time-weighted Average of an analog tag: each value until the next one, or the line between them."),
    "history_count": (
        ("good", "all"), "good",
        "What Count counts: good stored values (the manual of 8.3), or each one recorded (that of 8.1)."),
    "history_deviation": (
        ("sample", "population"), "sample", "Whether StdDev and Variance divide by n - 1 or by n."),
    "history_empty_sum": (
        ("null", "zero"), "null", "The Sum of a window without good values."),
    "history_end": (
        ("inclusive", "exclusive"), "inclusive", "Whether a value stored at endDate belongs to an on-change query."),
    "history_fixed_rows": (
        ("exact", "end_too"), "exact", "Whether a query with a fixed number of rows adds one at endDate."),
    "history_forward_seconds": (
        None, 1.0, "How long a sample waits in the store and forward system before a query finds it."),
    "history_natural_seconds": (
        None, 60, "The logging rate from which a query with returnSize 0 takes its number of rows."),
    "history_on_change_fill": (
        ("last", "null"), "last",
        "In an on-change query of several tags, the column of a tag that did not change: its last value, as the "
        "manual's example shows, or null."),
    "history_row_time": (
        ("start", "end"), "start", "Whether a window's row carries the time of its start or of its end."),
    "history_seed_counts": (
        (False, True), False,
        "Whether Minimum, Maximum and Range of a window that holds values count the value it began with."),
    "history_tall_quality": (
        ("low_bits", "code", "object"), "low_bits",
        "The quality column of a tall table: 192, the whole 32-bit code, or a QualityCode."),
    "plaintext_reader": (
        ("getSecretAsString", "getSecretsAsString"), "getSecretAsString",
        "The method of PyPlaintext that gives the text: the manual has the first, the stubs of 8.3.10 the second."),
    "secret_missing": (
        ("raise", "none"), "raise",
        "What system.secrets.readSecretValue does with a provider or a secret that does not exist."),
    "garbage_filter": (
        ("ignore", "error"), "ignore", "A browse filter with a key that does not exist."),
}


class Options(object):
    """Attributes with a check: a name or a variant that does not exist is an error."""

    def __init__(self, table, chosen=None):
        self.__dict__["_table"] = table
        self.__dict__["_listeners"] = []
        self.__dict__["_values"] = {name: row[1] for name, row in table.items()}
        for name, value in (chosen or {}).items():
            setattr(self, name, value)

    def __getattr__(self, name):
        try:
            return self.__dict__["_values"][name]
        except KeyError:
            raise AttributeError("no such option: %s" % name)

    def __setattr__(self, name, value):
        if name not in self._table:
            raise AttributeError("no such option: %s" % name)
        variants = self._table[name][0]
        if variants is not None and value not in variants:
            raise ValueError("option %s: %r is none of %s" % (name, value, variants))
        self._values[name] = value
        for listener in self._listeners:
            listener()

    def on_change(self, listener):
        """`listener()` is called after each change."""
        self._listeners.append(listener)

    def variants(self, name):
        return self._table[name][0]

    def describe(self):
        """Rows (name, variants, default, what is unknown), sorted by name."""
        return [(name,) + tuple(self._table[name]) for name in sorted(self._table)]
