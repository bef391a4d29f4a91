"""The [System] provider: a few of the gateway's own tags, worked out when read. Nobody can write them."""
from java.util import Date
from simulator.tagtree import Node

PROVIDER = "System"


def add_to(tree, gateway):
    """[System]Gateway/... for `gateway`."""
    provider = tree.add_provider(PROVIDER)
    provider.config["readOnly"] = True
    started = gateway.clock.now_millis()
    folder = Node("Gateway", "Folder", provider, {})
    tree.link(folder)
    for name, data_type, compute in (
        ("CurrentDateTime", "DateTime", lambda: Date(gateway.clock.now_millis())),
        ("SystemName", "String", lambda: gateway.name),
        ("Timezone", "String", lambda: gateway.timezone),
        ("UptimeSeconds", "Int8", lambda: (gateway.clock.now_millis() - started) // 1000),
    ):
        tag = Node(name, "AtomicTag", folder, {"dataType": data_type, "valueSource": "system"})
        tag.compute = compute
        tree.link(tag)
