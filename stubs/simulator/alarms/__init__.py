"""The alarms of a simulated gateway: evaluated on its tags, queried, acknowledged, shelved and journaled.

    gateway.tags.import_tags({"name": "T", "dataType": "Float8", "alarms": [{"name": "High", "mode": "AboveValue"}]})
    gateway.system.alarm.queryStatus(state=["ActiveUnacked"])
"""
from simulator.alarms.engine import Alarms

__all__ = ["Alarms"]
