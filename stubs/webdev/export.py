"""A project export: the files of the zip, and which of its folders are resources. Knows no resource type."""

import json
import zipfile

GATEWAY_SCOPES = "GA"


class Export(object):
    """The files of a Designer project export, {path in the zip: bytes}."""

    def __init__(self, files):
        if "project.json" not in files:
            raise ValueError("no project.json at the root of the export")
        self.files = files
        self._known = {}
        self.manifest = json.loads(files["project.json"].decode("utf-8"))

    @classmethod
    def open(cls, path):
        """The export in the zip file at `path`."""
        archive = zipfile.ZipFile(path)
        try:
            names = [name for name in archive.namelist() if not name.endswith("/")]
            return cls({name: archive.read(name) for name in names})
        finally:
            archive.close()

    def resources(self, base, dated_only=True):
        """{path below the folder `base`: {file name: bytes}} of the resources that the gateway scope loads.

        A folder without a readable resource.json is none; a file that it does not list is not there.
        `dated_only` skips a resource without attributes.lastModification. The answer is not to be changed.
        """
        # PERF: looked for once, as every restart of scripts asks for the same
        if (base, dated_only) not in self._known:
            self._known[base, dated_only] = self._found(base, dated_only)
        return self._known[base, dated_only]

    def _found(self, base, dated_only):
        found = {}
        for path in self.files:
            if path.startswith(base + "/") and path.endswith("/resource.json"):
                folder = path[:-len("/resource.json")]
                files = self._listed_files(folder, dated_only)
                if files is not None:
                    found[folder[len(base) + 1:]] = files
        return found

    def _listed_files(self, folder, dated_only):
        manifest = json_object(self.files[folder + "/resource.json"])
        if not set(manifest.get("scope", "")) & set(GATEWAY_SCOPES):
            return None
        if dated_only and "lastModification" not in (manifest.get("attributes") or {}):
            return None
        paths = [(name, folder + "/" + name) for name in manifest.get("files") or []]
        return {name: self.files[path] for name, path in paths if path in self.files}


def json_object(content):
    """The JSON object in a file of the export; an empty one if there is none."""
    try:
        value = json.loads(content.decode("utf-8"))
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
