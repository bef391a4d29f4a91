"""Many threads at once."""
import threading

from tests.simulator.exports import folder, tag

THREADS = 8
ROUNDS = 150


def together(work):
    """Runs work(number) on all threads; fails with what any of them raised."""
    errors = []

    def run(number):
        try:
            work(number)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []


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


def test_every_record_reaches_the_log(gateway):
    def work(number):
        for value in range(ROUNDS):
            gateway.system.util.getLogger("t").info("%d-%d" % (number, value))
    together(work)
    assert len(set(gateway.log.messages())) == THREADS * ROUNDS
