"""What the simulator assumes where nobody knows: its own tables of options, and those that nothing asks."""

from dataclasses import dataclass
from typing import Any

import simulator.options
import webdev.options

WRITES = "asking would write a tag"
PACKAGE = "asking would need a resource that breaks the rules of an export"
SAMPLES = "asking would need a tag whose stored values are known"
ALARM = "asking would need an alarm of known state, or would acknowledge one"
QUERY = "asking would need a named query, and a database behind it"
VAULT = "asking would need a secret provider"
NOT_ASKED = {
    "one_point_five_to_int": WRITES,
    "bool_to_int": WRITES,
    "text_to_number": WRITES,
    "int_overflow": WRITES,
    "out_of_range_write": WRITES,
    "udt_write": WRITES,
    "opc_write": WRITES,
    "memory_initial": "asking would make a tag",
    "missing_last_modification": PACKAGE,
    "bom": PACKAGE,
    "inherited_resources": "asking would need a second project",
    "trial_expired": "a state, not a fact: nothing can be asked then, and the asker says so",
    "bad_credentials": "asking would need a user source and wrong passwords",
    "unknown_user_source": "asking would try a password",
    "db_errors": "asking would need a database, and would make it fail",
    "failure_after_commit": "an answer that was cut cannot be told from a broken network",
    "alarm_never_active": ALARM,
    "alarm_bad_quality": ALARM,
    "alarm_reacknowledge": ALARM,
    "alarm_unknown_id": ALARM,
    "historian_arguments": SAMPLES,
    "historian_many_paths": SAMPLES,
    "historian_return_size": SAMPLES,
    "historian_seeds": SAMPLES,
    "history_average": SAMPLES,
    "history_count": SAMPLES,
    "history_deviation": SAMPLES,
    "history_empty_sum": SAMPLES,
    "history_end": SAMPLES,
    "history_fixed_rows": SAMPLES,
    "history_forward_seconds": SAMPLES,
    "history_natural_seconds": SAMPLES,
    "history_on_change_fill": SAMPLES,
    "history_row_time": SAMPLES,
    "history_seed_counts": SAMPLES,
    "history_tall_quality": SAMPLES,
    "named_query_definitions": QUERY,
    "named_query_missing": QUERY,
    "named_query_other_kind": QUERY,
    "named_query_unknown": QUERY,
    "plaintext_reader": VAULT,
    "secret_missing": VAULT,
}

# No option of the simulator, and nothing that a page could find out.
OUT_OF_REACH = {
    "file_resources": "their config.json is not known, so none can be shipped",
    "nested_resources": PACKAGE,
    "zip_across_versions": "answered by importing the zip of one version into the other",
    "scan_of_changed_files": "asking would change files on the gateway",
    "empty_user_source": "asking would need a route that asks for a password",
}


@dataclass(frozen=True)
class Option:
    """`variants` is None where any value is possible."""

    name: str
    default: Any
    variants: tuple | None
    question: str


def options() -> dict[str, Option]:
    """Every option of the simulated gateway and of its WebDev module."""
    found = {name: Option(name, variants[0], variants, doc) for name, variants, doc in webdev.options.TABLE}
    for name, (variants, default, doc) in simulator.options.TABLE.items():
        found[name] = Option(name, default, variants, doc)
    # The name of a provider is nobody's business: the probe tells only whether there is one.
    provider = found["default_provider"]
    found["default_provider"] = Option(provider.name, provider.default or "none", ("none", "set"), provider.question)
    return found
