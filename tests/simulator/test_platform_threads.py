"""Many threads at once."""
from tests.simulator.exports import folder, tag
from tests.support.threads import THREADS, together

ROUNDS = 150


def test_eight_threads_write_and_read_without_losing_anything(start):
    gateway = start([tag("T%d" % number, value=-1) for number in range(THREADS)])
    tags = gateway.system.tag
    gateway.calls.clear()

    def work(number):
        own = "[default]Plant/T%d" % number
        for value in range(ROUNDS):
            codes = tags.writeBlocking([own, "[default]Plant/Int4"], [value, value])
            assert [code.getName() for code in codes] == ["Good", "Good"]
            assert tags.readBlocking([own])[0].value == value
    together(work)
    assert gateway.calls.count("system.tag.writeBlocking") == THREADS * ROUNDS
    assert gateway.tags.read("[default]Plant/Int4").value == ROUNDS - 1


def test_writes_to_elements_of_one_array_do_not_overwrite_each_other(start):
    gateway = start([tag("Row", "Int4Array", [0] * THREADS)])

    def work(number):
        for value in range(ROUNDS):
            path = "[default]Plant/Row[%d]" % number
            assert gateway.system.tag.writeBlocking([path], [value])[0].isGood()
            assert gateway.tags.read(path).value == value
    together(work)
    assert list(gateway.tags.read("[default]Plant/Row").value) == [ROUNDS - 1] * THREADS


def test_readers_see_whole_qualified_values_while_a_device_writes(gateway):
    def work(number):
        for value in range(ROUNDS):
            if number == 0:
                good = value % 2 == 0
                gateway.tags.set_value("[default]Plant/Int4", value, "Good" if good else "Bad_Stale")
            else:
                found = gateway.tags.read("[default]Plant/Int4")
                assert found.quality.isGood() is (found.value % 2 == 0)
    together(work)


def test_imports_beside_reads_never_show_a_tag_that_was_replaced(gateway):
    gateway.tags.import_tags(folder("Moving", tag("Level", value=0)))

    def work(number):
        for value in range(ROUNDS):
            if number == 0:
                gateway.tags.import_tags(folder("Moving", tag("Level", value=value)))
                assert gateway.tags.read("[default]Moving/Level").value == value
            else:
                assert gateway.tags.read("[default]Moving/Level").quality.isGood()
    together(work)


def test_an_imported_tag_is_never_seen_without_a_value(gateway, monkeypatch):
    seen = []
    link = gateway.tags.tree.link

    def linked(node):
        seen.extend((tag.path, tag.current is not None) for tag in node.tags_below())
        link(node)

    monkeypatch.setattr(gateway.tags.tree, "link", linked)
    gateway.tags.import_tags(folder("New", tag("Level", value=0), folder("Deep", tag("Level", value=1))))
    assert ("[default]New/Deep/Level", True) in seen
    assert all(complete for _, complete in seen)


def test_every_record_reaches_the_log(gateway):
    def work(number):
        for value in range(ROUNDS):
            gateway.system.util.getLogger("t").info("%d-%d" % (number, value))
    together(work)
    assert len(set(gateway.log.messages())) == THREADS * ROUNDS
