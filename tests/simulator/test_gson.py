"""Gson is there under the gateway's name for it, on Jython."""
import pytest

import simulator
from simulator import gson
from simulator.compat import ON_JYTHON


@pytest.mark.skipif(not ON_JYTHON, reason="CPython has no Gson")
def test_scripts_find_gson_where_a_gateway_has_it():
    simulator.Gateway()
    from com.inductiveautomation.ignition.common.gson import GsonBuilder

    assert GsonBuilder().serializeNulls().create().toJson({"a": [1, None, True, u"\u00e9"]}) == (
        u'{"a":[1,null,true,"\u00e9"]}')


@pytest.mark.skipif(not ON_JYTHON, reason="CPython has no Gson")
def test_other_names_below_com_still_come_from_java():
    gson.offer()
    from com.google.gson import JsonParser

    assert JsonParser().parse("[1]").size() == 1


@pytest.mark.skipif(ON_JYTHON, reason="Jython has Java")
def test_without_java_there_is_none():
    simulator.Gateway()
    with pytest.raises(ImportError):
        __import__(gson.NAME)
