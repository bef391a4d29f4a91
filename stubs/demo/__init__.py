"""The gateway that is served for people: the built export, its tags, a token, the plant and perhaps a replay.

Owns what is on the gateway. Processes, the network and what is printed are elsewhere.
"""

import io
import json
import os
import shutil
import sys
import tempfile

import simulator
import webdev
from demo import past, records, site
from simulator import coerce
from simulator.plant import Plant
from simulator.replay import Replay

# What somebody saved in the Designer of the demo's project: docs/custom-endpoints.md explains it.
CUSTOM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "designer", "custom", "api.py")
SETTINGS = "[default]Config/API/"
DATABASE = "API"
JOURNAL = "Journal"
DEFAULT_TAGS = ["[default]Plant/" + name for name in ("Temperature", "Pressure", "FlowRate", "Status")]


class BrokenExport(Exception):
    """The built zip does not load; says why in one line."""


class WrongSetting(Exception):
    """Says which setting of the API there is not, or does not take its value."""


class Demo(object):
    """A simulated gateway with the project installed. `start` and `stop` run its plant.

    products   paths of the export and of the tag files to import, in this order
    tables     path of the SQL that makes the API's tables in a SQLite database
    plant      path of the plant's own project and of the SQL that makes its tables
    token      what callers are to send
    settings   {name: value} of other settings of the API
    custom     the text of the script `custom.api`; None: the demo's own
    day        the plant's past, as demo.past.day gives it
    recording  None, or what simulator.Replay needs and the times: {"tag_path", "times", "values", "speed"}
    report     takes a line for people; it gets the errors of the gateway log too
    """

    def __init__(
            self, products, tables, plant, version, project, origins, token, settings, custom, day, recording, report):
        self.project = project
        self._report = report
        self._custom = custom
        self.gateway = simulator.use(simulator.Gateway(version=version))
        self.gateway.log.listener = self._logged
        self._folder = tempfile.mkdtemp()
        self.gateway.databases.add_sqlite(DATABASE, os.path.join(self._folder, "api.db"), script=tables)
        self._records = records.Records(self.gateway.databases.add_sqlite(
            site.CONNECTION, os.path.join(self._folder, "plant.db"),
            script=os.path.join(plant, "tables", "sqlite.sql")))
        self.host = webdev.Host(self.gateway)
        self.host.install(site.PROJECT, site.export(os.path.join(plant, "project")))
        self.gateway.alarms.journals.add(JOURNAL, self.gateway.databases.add_sqlite(
            JOURNAL, os.path.join(self._folder, "journal.db")))
        self._install(products[0])
        for document in products[1:]:
            self._import(document)
        self._configure({
            "ValidTokens": token, "Database": DATABASE, "DefaultTags": DEFAULT_TAGS, "AllowedOrigins": origins,
            "NamedQueries": site.NAMED_QUERIES, "Commands": site.COMMANDS})
        self._configure(settings)
        self._tell_problems()
        self._sources = self._sources_of(recording)
        past.remember(self.gateway, day, recording, self._records)

    def start(self):
        for source in self._sources:
            source.start()

    def stop(self):
        self.gateway.log.listener = None  # requests that the end cuts off are no errors
        for source in self._sources:
            source.stop()
        self.gateway.databases.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def endpoints(self):
        """What the API declares, as the gateway loaded it: [{"method", "path"}]."""
        declared = self.host.project(self.project).library.project.api.ENDPOINTS
        return [{"method": endpoint["method"], "path": endpoint["path"]} for endpoint in declared]

    def _install(self, export):
        name = os.path.basename(export)
        self._report("installing %s as project %s" % (name, self.project))
        try:
            self.host.install(self.project, webdev.Export.open(export))
            self.host.save_script(self.project, "custom.api", self._script())
            # scripts load when they are first asked for: better now than at the first request
            self.endpoints  # noqa: B018
        except (KeyboardInterrupt, SystemExit):
            raise
        except:  # whatever a broken script or zip raises, Java's exceptions included
            kind, error = sys.exc_info()[:2]
            raise BrokenExport("%s does not load: %s: %s" % (name, kind.__name__, error))

    def _script(self):
        if self._custom is not None:
            return self._custom
        with io.open(CUSTOM, encoding="utf-8") as script:
            return script.read()

    def _logged(self, record):
        if record[0] == "ERROR":
            self._report("Gateway log: %s %s %s" % record)

    def _import(self, document):
        self._report("importing " + os.path.basename(document))
        with io.open(document, encoding="utf-8") as stream:
            self.gateway.tags.import_tags(json.load(stream))

    def _configure(self, settings):
        for name, value in settings.items():
            tag = self.gateway.tags.get(SETTINGS + name)
            if tag is None:
                raise WrongSetting("%s: the API has no such setting" % name)
            try:
                self.gateway.tags.set_value(SETTINGS + name, value)
            except coerce.ConversionError:
                raise WrongSetting("%s: its tag is of type %s, which cannot hold %s" % (
                    name, tag.data_type, json.dumps(value)))

    def _tell_problems(self):
        """What GET /status says is wrong, which a role without rights may not see; but that of the printed token."""
        library = self.host.project(self.project).library.project
        self.gateway.running.project = self.project
        configuration = library.config.current.load()
        problems = library.status.problems(configuration, library.status.database(configuration))
        self.gateway.running.project = ""
        for name, problem in problems:
            if name != "ValidTokens":
                self._report("%s: %s" % (name, problem))

    def _sources_of(self, recording):
        plant = Plant(self.gateway, report=self._report)
        recorder = records.Recorder(self._records, plant, self.gateway.clock, self._report)
        if recording is None:
            return [plant, recorder]
        replay = Replay(
            self.gateway, recording["tag_path"], recording["values"], recording["speed"], report=self._report)
        plant.release(recording["tag_path"])
        return [replay, plant, recorder]
