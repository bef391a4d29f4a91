"""Names and places: which file of the tree becomes which entry of the zip. No reading, no checking."""

import re

VERBS = ("doGet", "doPost", "doPut", "doDelete", "doHead", "doOptions", "doTrace", "doPatch")

PROJECT_FILE = "project.json"
RESOURCE_FILE = "resource.json"
CONFIG_FILE = "config.json"
CODE_FILE = "code.py"

SCRIPTS = "ignition/script-python/"
WEBDEV = "com.inductiveautomation.webdev/"
RESOURCES = WEBDEV + "resources/"

SCRIPT_SOURCES = "scripts"
RESOURCE_SOURCES = "webdev_resources"


def origin(entry: str) -> str:
    """The file of the tree that a zip entry comes from, or the script that a generated one serves."""
    if entry == PROJECT_FILE:
        return f"ignition/{PROJECT_FILE}"
    if entry.startswith(SCRIPTS):
        return re.sub(rf"/({CODE_FILE}|{RESOURCE_FILE})$", ".py", f"{SCRIPT_SOURCES}/{entry[len(SCRIPTS) :]}")
    if entry.startswith(RESOURCES):
        return f"{RESOURCE_SOURCES}/{entry[len(RESOURCES) :]}"
    return entry


def dotted(entry: str) -> str:
    """`ignition/script-python/project/http/reply/code.py` is the module `project.http.reply`."""
    return entry[len(SCRIPTS) : -len("/" + CODE_FILE)].replace("/", ".")


def is_script(entry: str) -> bool:
    return entry.startswith(SCRIPTS) and entry.endswith("/" + CODE_FILE)


def is_handler(entry: str) -> bool:
    return entry.startswith(RESOURCES) and entry.endswith(".py")


def parent(entry: str) -> str:
    return entry.rpartition("/")[0]


def name(entry: str) -> str:
    return entry.rpartition("/")[2]
