"""What the contract is tested on: the product under another name, beside a project that has a `project` package too."""

import webdev
from tests.support.client import Client
from tests.support.product import CONFIG, TOKEN, Product, export
from tests.support.trees import PLANT

NAME = "Werk-7_api"
ORIGIN = "https://dashboard.example:8443"
DEFAULT_TAGS = ["[default]Plant/" + name for name in ("Temperature", "Pressure", "FlowRate", "Status")]
SCRIPTS = "ignition/script-python/project/"
RESOURCES = "com.inductiveautomation.webdev/resources/api/"


def neighbour():
    """Another integrator's project, which uses the same names for other things."""
    kept = ("project.json", RESOURCES + "health/", RESOURCES + "tags/", SCRIPTS + "api/", SCRIPTS + "auth/")
    files = dict((path, content) for path, content in export().files.items() if path.startswith(kept))
    for path in files:
        if path.startswith(RESOURCES) and path.endswith(".py"):
            verb = path.rpartition("/")[2][:-len(".py")]
            files[path] = ("def %s(request, session):\n\treturn project.api.mine()\n" % verb).encode("ascii")
    files[SCRIPTS + "api/code.py"] = b"def mine():\n\treturn {'json': '{\"neighbour\":true}'}\n"
    files[SCRIPTS + "auth/code.py"] = b"def validateRequest(request):\n\traise ValueError('not that one')\n"
    return webdev.Export(files)


class Installation(object):
    """`client` asks in process; `host` and `gateway` are for front ends and for what a test arranges."""

    def __init__(self, gateway_settings=None, **gateway_options):
        options = gateway_options.pop("webdev_options", {})
        product = Product(tags=PLANT, project=NAME, options=options, **gateway_options)
        self.host, self.gateway = product.host, product.gateway
        for name, value in (gateway_settings or {}).items():
            setattr(self.gateway.options, name, value)
        self.host.install("neighbour", neighbour())
        self.gateway.tags.set_value(CONFIG + "DefaultTags", DEFAULT_TAGS)
        self.gateway.tags.set_value(CONFIG + "AllowedOrigins", [ORIGIN])
        self.host.restart(NAME)
        self.client = Client(self.host, NAME, TOKEN)
