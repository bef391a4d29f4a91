"""Products with alarms, for the tests of the endpoints over them."""

from tests.support.product import Product

START = 1700000000000


class AlarmPlant(Product):
    """A product with tags below [default]Plant; `T` is the one that `write` changes. The clock stands still.

    unknowns  options of the gateway that are not to be at their default
    """

    def __init__(self, tags, unknowns=None, **options):
        Product.__init__(self, **options)
        for name, variant in (unknowns or {}).items():
            setattr(self.gateway.options, name, variant)
        self.gateway.clock.set_millis(START)
        self.gateway.alarms.journals.add("Journal")
        self.gateway.tags.import_tags({"name": "Plant", "tagType": "Folder", "tags": tags})
        self.count = len(tags)

    def write(self, value, name="T"):
        self.gateway.tags.set_value("[default]Plant/" + name, value)

    def add_one(self):
        """One more tag with an active alarm, a second later than the last."""
        self.gateway.clock.advance(1)
        self.gateway.tags.import_tags(hot(self.count), "[default]Plant")
        self.count += 1

    def remove_one(self):
        """Take the alarm of the newest tag away; its id."""
        self.count -= 1
        event = self.gateway.system.alarm.queryStatus(source=["*/T%04d:*" % self.count])[0]
        self.gateway.tags.import_tags(dict(hot(self.count), alarms=[]), "[default]Plant")
        return "%s" % event.getId()


def plant(described, value=11.0, **options):
    return AlarmPlant([{"name": "T", "dataType": "Float8", "value": value, "alarms": described}], **options)


def many(count, **options):
    """So many tags, each with one active alarm; every third became active at the same moment as the one before."""
    found = AlarmPlant([], **options)
    for number in range(count):
        if number % 3:
            found.gateway.clock.advance(1)
        found.gateway.tags.import_tags(hot(number), "[default]Plant")
    found.count = count
    return found


def hot(number):
    return {"name": "T%04d" % number, "dataType": "Float8", "value": 11.0, "alarms": [
        {"name": "High", "mode": "AboveValue", "setpointA": 10.0, "priority": "High",
            "displayPath": "Area %d" % number}]}
