"""The [System] provider: a few of the gateway's own tags, worked out when read. Nobody can write them."""
from java.util import Date

PROVIDER = "System"


def add_to(tree, gateway):
    """[System]Gateway/... for `gateway`."""
    provider = tree.add_provider(PROVIDER)
    provider.config["readOnly"] = True
    started = gateway.clock.now_millis()
    folder = tree.add(provider, "Gateway", "Folder", {})
    for name, data_type, compute in (
        ("CurrentDateTime", "DateTime", lambda: Date(gateway.clock.now_millis())),
        ("SystemName", "String", lambda: gateway.name),
        ("Timezone", "String", lambda: gateway.timezone),
        ("UptimeSeconds", "Int8", lambda: (gateway.clock.now_millis() - started) // 1000),
    ):
        tag = tree.add(folder, name, "AtomicTag", {"dataType": data_type, "valueSource": "system"})
        tag.compute = compute
