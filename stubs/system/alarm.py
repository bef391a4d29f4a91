"""system.alarm. Translates only: the engine is in simulator.alarms."""
from simulator.facade import gateway, offered

_DEFAULT_PERIOD = 8 * 3600000


@offered()
def acknowledge(alarmIds, notes, username=None):
    return gateway().alarms.acknowledge(alarmIds, notes, username)


@offered()
def cancel(alarmIds):
    gateway().alarms.cancel(alarmIds)


@offered()
def getShelvedPaths():
    return gateway().alarms.shelved_paths()


@offered()
def queryJournal(startDate=None, endDate=None, journalName=None, priority=None, state=None, path=None, source=None,
                 displaypath=None, all_properties=None, any_properties=None, defined=None, includeData=None,
                 includeSystem=None, includeShelved=None, isSystem=None, provider=None):
    now = gateway().clock.now_millis()
    end = now + 1 if endDate is None else endDate.getTime()
    start = now - _DEFAULT_PERIOD if startDate is None else startDate.getTime()
    return gateway().alarms.journal(
        journalName, start, end, includeShelved is not False, priority=priority, state=state, path=path,
        source=source, displaypath=displaypath, all_properties=all_properties, any_properties=any_properties,
        defined=defined)


@offered()
def queryStatus(priority=None, state=None, path=None, source=None, displaypath=None, all_properties=None,
                any_properties=None, defined=None, includeShelved=False):
    return gateway().alarms.status(
        includeShelved, priority=priority, state=state, path=path, source=source, displaypath=displaypath,
        all_properties=all_properties, any_properties=any_properties, defined=defined)


@offered()
def shelve(path, timeoutSeconds=0, timeoutMinutes=15):
    gateway().alarms.shelve(path, timeoutSeconds or timeoutMinutes * 60)


@offered()
def unshelve(path):
    gateway().alarms.unshelve(path)
