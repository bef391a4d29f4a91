# coding: utf-8
"""Named queries through the API: listed, run with typed arguments, in pages, on both versions and every database."""

import json

import pytest

from java.math import BigDecimal
from tests.support import databases, queries
from tests.support.product import Product

URL = "/queries/productionByHour"
MANY = queries.query("SELECT id FROM line_output ORDER BY id")
MANY_ALLOWED = {"many": {"path": "Many", "project": "plant"}}
ECHO_TYPES = [
    ("text", queries.STRING, "string"), ("count", queries.INT8, "integer"), ("share", queries.FLOAT8, "number"),
    ("on", queries.BOOLEAN, "boolean"), ("at", queries.DATE_TIME, "dateTime")]


def made(kind="sqlite", version="8.1.55", **more):
    product = Product(version=version)
    product.plant = queries.prepare(product, kind, **more)
    return product


@pytest.fixture(params=["8.1.55", "8.3.10"])
def product(request):
    found = made(version=request.param)
    yield found
    databases.close(found.gateway)


@pytest.fixture(params=databases.KINDS)
def anywhere(request):
    found = made(request.param)
    yield found
    databases.close(found.gateway)


def many(count, **limits):
    product = made(queries={"Many": MANY}, allowed=MANY_ALLOWED)
    product.plant.run_alone("update", "DELETE FROM line_output", [], False)
    for number in range(count):
        add(product, number)
    if limits:
        product.configure("Limits", limits)
    return product


def add(product, number):
    product.plant.run_alone("update", "INSERT INTO line_output (id) VALUES (?)", [number], False)


def remove(product, number):
    product.plant.run_alone("update", "DELETE FROM line_output WHERE id = ?", [number], False)


def problems(product):
    found = product.client.get("/status").json()["configuration"]["problems"]
    return [each["problem"] for each in found if each["name"] == "NamedQueries"]


def test_the_list_shows_what_can_be_run_and_how(product):
    answer = product.client.get("/queries").json()
    assert [each["name"] for each in answer["results"]] == ["count", "find", "productionByHour"]
    assert answer["results"][2] == {
        "name": "productionByHour", "title": "Production of a line", "description": "What a line made.",
        "type": "Query", "parameters": {"line": queries.LINE}}
    assert answer["cursor"] is None
    assert problems(product) == []


def test_nothing_is_allowed_until_the_site_says_so():
    product = Product()
    queries.install(product.host)
    assert product.client.get("/queries").json()["results"] == []
    assert product.client.get(URL, params=[("line", "1")]).code == "query_not_found"


def test_rows_are_the_same_by_get_and_by_post(product):
    got = product.client.get(URL, params=[("line", "1")])
    posted = product.client.post(URL, {"parameters": {"line": 1}})
    assert got.status == posted.status == 200
    assert got.json() == posted.json()
    assert [column["name"] for column in got.json()["columns"]] == ["id", "product", "good", "mass"]
    assert [row[:3] for row in got.json()["rows"]] == [
        [1, u"l\u00e4uft \U0001f600", 9007199254740993], [2, "b'; DROP TABLE line_output; --", 2]]


def test_the_version_decides_which_function_is_called(product):
    product.client.get(URL, params=[("line", "1")])
    product.client.get("/queries/count")
    calls = product.gateway.calls.count
    if product.gateway.profile == "8.1":
        assert calls("system.db.runNamedQuery") == 2
    else:
        assert (calls("system.db.execQuery"), calls("system.db.execScalar")) == (1, 1)
        assert calls("system.db.runNamedQuery") == 0


def test_a_scalar_query_is_a_table_of_one_cell(product):
    answer = product.client.get("/queries/count", params=[("line", "1")]).json()
    assert answer == {"columns": [{"name": "value", "type": "Object"}], "rows": [[1]], "cursor": None}


def test_every_format(product):
    def ask(name):
        return product.client.get(URL, params=[("line", "2"), ("format", name)])
    assert ask("csv").text().endswith("id,product,good,mass\r\n3,,,\r\n")
    assert ask("records").json() == [{"id": 3, "product": None, "good": None, "mass": None}]
    assert '<array key="rows"><array><number>3</number><null/><null/><null/></array></array>' in ask("xml").text()
    assert ask("yaml").status == 406


def test_large_integers_and_decimals_keep_every_digit(anywhere):
    text = anywhere.client.get(URL, params=[("line", "1")]).body.decode("utf-8")
    assert "9007199254740993" in text
    if anywhere.plant.kind == "SQLITE":
        pytest.skip("SQLite has no decimals")
    for digits in ("12345678901234567890.0123456789", "0.5000000000"):
        assert ",%s]" % digits in text
        assert ",%s\r\n" % digits in anywhere.client.get(URL, params=[("line", "1"), ("format", "csv")]).text()
        xml = anywhere.client.get(URL, params=[("line", "1"), ("format", "xml")]).text()
        assert "<number>%s</number>" % digits in xml
    records = anywhere.client.get(URL, params=[("line", "1"), ("format", "records"), ("int64", "string")]).json()
    assert records[0]["mass"] == "12345678901234567890.0123456789"
    assert (records[0]["good"], records[1]["mass"]) == ("9007199254740993", 0.5)
    columns = anywhere.client.get(URL, params=[("line", "1")]).json()["columns"]
    assert [each["type"] for each in columns] == ["Integer", "String", "Long", "BigDecimal"]


@pytest.mark.parametrize("digits", [
    "12345678901234567890.0123456789", "0.10", "-0.00000001", "99999999999999999999999999999999999999", "1E+3", "-7"])
def test_decimals_that_a_database_hands_out_keep_every_digit(product, monkeypatch, digits):
    """As the tables of PostgreSQL hand them out; what comes of real ones is tested where there is a server."""
    cells = [BigDecimal(digits), 9223372036854775807]
    port = product.library.project.gateway.queries
    monkeypatch.setattr(port, "select", lambda *arguments: port.Rows(
        product.gateway.system.dataset.toDataSet(["mass", "count"], [cells])))
    expected = "%.0f" % float(digits) if "E" in digits else digits
    for name, written in (("json", ":[[%s,9223372036854775807]]"), ("csv", "\r\n%s,9223372036854775807\r\n"),
                          ("xml", "<number>%s</number><number>9223372036854775807</number>")):
        answer = product.client.get(URL, params=[("line", "1"), ("format", name)])
        assert answer.status == 200, answer.text()
        assert written % expected in answer.body.decode("utf-8")


def test_decimals_in_a_batch_keep_every_digit_too(anywhere):
    if anywhere.plant.kind == "SQLITE":
        pytest.skip("SQLite has no decimals")
    answer = anywhere.client.post("/batch", {"requests": [
        {"id": "a", "method": "GET", "path": URL + "?line=1"},
        {"id": "b", "method": "POST", "path": URL, "body": {"parameters": {"line": 1}}}]})
    assert answer.body.decode("utf-8").count("12345678901234567890.0123456789") == 2


def echo(kind="sqlite", **schemas):
    """A product with a query that answers its arguments, each of a type of its own."""
    chosen = [each for each in ECHO_TYPES if each[0] in schemas]
    sql = "SELECT %s" % ", ".join(":%s AS %s_" % (name, name) for name, sql_type, declared in chosen)
    allowed = {"echo": {"path": "Echo", "project": "plant", "parameters": dict(
        (name, dict({"type": declared}, **schemas[name])) for name, sql_type, declared in chosen)}}
    return made(kind, queries={"Echo": queries.query(sql, parameters=[each[:2] for each in chosen])}, allowed=allowed)


def test_arguments_in_a_url_are_read_by_their_types():
    product = echo(text={}, count={}, share={}, on={}, at={})
    answer = product.client.get("/queries/echo", params=[
        ("text", "5"), ("count", "9007199254740993"), ("share", "2"), ("on", "true"), ("at", "2026-01-31T08:00:00Z")])
    # SQLite knows neither booleans nor times.
    assert answer.json()["rows"] == [["5", 9007199254740993, 2.0, 1, 1769846400000]]


@pytest.mark.parametrize("name, value", [
    ("count", "x"), ("count", "1.0"), ("count", "1.5"), ("count", "true"), ("count", ""), ("count", "[1]"),
    ("count", "0x10"), ("count", "9" * 65), ("share", "x"), ("share", "NaN"), ("share", "Infinity"), ("share", "1e999"),
    ("on", "1"), ("on", "True"), ("at", "yesterday"), ("at", "2026-01-31T08:00:00"), ("at", ""), ("text", "x" * 1001)])
def test_what_does_not_fit_its_type_is_refused(name, value):
    product = echo(**{name: {}})
    answer = product.client.get("/queries/echo", params=[(name, value)])
    assert (answer.status, answer.code) == (422, "invalid_argument")
    assert answer.json()["parameter"] == name
    assert product.gateway.calls.count("system.db.runNamedQuery") == 0


@pytest.mark.parametrize("given", [
    {"count": "1"}, {"count": 1.5}, {"count": True}, {"count": None}, {"count": [1]}, {"text": 5}, {"text": None},
    {"share": "1"}, {"on": 1}, {"at": True}, {"at": 1.5}, {"at": {}}])
def test_a_json_value_is_not_converted(given):
    product = echo(**dict((name, {}) for name in given))
    answer = product.client.post("/queries/echo", {"parameters": given})
    assert (answer.status, answer.code) == (422, "invalid_argument")


def test_bounds_enumerations_defaults_and_what_may_be_left_out():
    product = echo(count={"minimum": 1, "maximum": 3, "default": 2}, text={"enum": ["a", "b"], "required": False})
    assert product.client.get("/queries/echo").json()["rows"] == [[None, 2]]
    assert product.client.get("/queries/echo", params=[("count", "3"), ("text", "b")]).json()["rows"] == [["b", 3]]
    for name, value in (("count", "4"), ("count", "0"), ("text", "c")):
        assert product.client.get("/queries/echo", params=[(name, value)]).code == "invalid_argument"


def test_an_integer_must_fit_the_parameter_of_the_query_too():
    allowed = {"echo": {"path": "Echo", "project": "plant", "parameters": {"count": {"type": "integer"}}}}
    sql = queries.query("SELECT :count", parameters=[("count", queries.INT2)])
    product = made(queries={"Echo": sql}, allowed=allowed)
    assert product.client.get("/queries/echo", params=[("count", "32767")]).status == 200
    assert product.client.get("/queries/echo", params=[("count", "32768")]).code == "invalid_argument"


def test_times_are_relative_to_the_first_page():
    product = echo(at={"default": "-1h"})
    product.gateway.clock.set_millis(1769846400000)
    assert product.client.get("/queries/echo").json()["rows"] == [[1769842800000]]
    assert product.client.get("/queries/echo", params=[("at", "now")]).json()["rows"] == [[1769846400000]]
    posted = product.client.post("/queries/echo", {"parameters": {"at": 5}})
    assert posted.json()["rows"] == [[5]]


@pytest.mark.parametrize("params, status, code", [
    ([], 422, "invalid_argument"), ([("line", "1"), ("line", "2")], 400, "repeated_parameter"),
    ([("line", "1"), ("sql", "x")], 400, "unknown_parameter"),
    ([("line", "1"), ("limit", "0")], 400, "invalid_parameter"),
    ([("line", "1"), ("cursor", "x")], 400, "invalid_cursor"), ([("token", "x")], 400, "credential_in_url")])
def test_wrong_parameters(product, params, status, code):
    answer = product.client.get(URL, params=params)
    assert (answer.status, answer.code) == (status, code)


@pytest.mark.parametrize("body, status, code", [
    ({"parameters": {"line": 1, "x": 1}}, 400, "unknown_field"), ({"line": 1}, 400, "unknown_field"),
    ({"parameters": [1]}, 400, "invalid_field"), ({"parameters": {}}, 422, "invalid_argument"),
    ({"parameters": {"line": 1}, "limit": "5"}, 400, "invalid_field"),
    ({"parameters": {"line": 1}, "cursor": 5}, 400, "invalid_field")])
def test_wrong_bodies(product, body, status, code):
    answer = product.client.post(URL, body)
    assert (answer.status, answer.code) == (status, code)


def test_a_cursor_in_url_and_body_is_refused(product):
    answer = product.client.post(URL, {"parameters": {"line": 1}, "cursor": "x"}, params=[("cursor", "x")])
    assert (answer.status, answer.code) == (400, "conflicting_parameters")


def test_other_methods_are_refused(product):
    assert product.client.put(URL, {}).headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert product.client.post("/queries", {}).status == 405


def test_a_query_of_another_role_is_as_unknown_as_none(product):
    product.configure("Roles", {"clerk": {"scopes": ["queries:run"], "queries": ["count"]}})
    product.configure("DefaultRole", "clerk")
    assert [each["name"] for each in product.client.get("/queries").json()["results"]] == ["count"]
    assert product.client.get("/queries/count").status == 200
    hidden, absent = product.client.get("/queries/find"), product.client.get("/queries/nowhere")
    assert (hidden.status, hidden.code) == (absent.status, absent.code) == (404, "query_not_found")
    assert hidden.json()["detail"].replace("find", "nowhere") == absent.json()["detail"]


def pages(product, post=False, **asked):
    """The ids of each page."""
    found, cursor = [], None
    while cursor is not None or not found:
        if cursor is not None:
            asked["cursor"] = cursor
        answer = product.client.post("/queries/many", asked) if post else product.client.get(
            "/queries/many", params=[(name, "%s" % value) for name, value in asked.items()])
        found.append([row[0] for row in answer.json()["rows"]])
        cursor = answer.json()["cursor"]
    return found


@pytest.mark.parametrize("post", [False, True])
def test_pages_are_as_long_as_asked_for_and_allowed(post):
    product = many(7, maxQueryRows=5)
    assert pages(product, post, limit=3) == [[0, 1, 2], [3, 4, 5], [6]]
    assert pages(product, post, limit=7) == [[0, 1, 2, 3, 4], [5, 6]]
    assert pages(product, post) == [[0, 1, 2, 3, 4], [5, 6]]
    assert pages(many(0), post) == [[]]


def test_records_and_csv_have_the_next_page_in_a_header():
    product = many(3)
    answer = product.client.get("/queries/many", params=[("limit", "2"), ("format", "records")])
    assert answer.json() == [{"id": 0}, {"id": 1}]
    rest = product.client.get("/queries/many" + answer.headers["link"].partition(">")[0][1:])
    assert rest.json() == [{"id": 2}]


def page_of(product, cursor=None, **more):
    params = dict({"limit": "2"}, **more)
    if cursor is not None:
        params["cursor"] = cursor
    answer = product.client.get("/queries/many", params=sorted(params.items()))
    return answer, [row[0] for row in answer.json().get("rows", [])], answer.json().get("cursor")


@pytest.mark.parametrize("change, expected", [
    (lambda product: add(product, -1), [2, 3]), (lambda product: remove(product, 0), [2, 3]),
    (lambda product: add(product, 9), [2, 3])])
def test_what_is_added_or_removed_before_the_next_page_does_not_shift_it(change, expected):
    product = many(5)
    cursor = page_of(product)[2]
    change(product)
    assert page_of(product, cursor)[1] == expected


def test_a_page_whose_last_row_is_gone_is_not_guessed_at():
    product = many(5)
    cursor = page_of(product)[2]
    remove(product, 1)
    answer = page_of(product, cursor)[0]
    assert (answer.status, answer.code) == (409, "result_changed")


def test_a_cursor_fits_its_question_only():
    product = made()
    cursor = product.client.get(URL, params=[("line", "1"), ("limit", "1")]).json()["cursor"]
    assert product.client.get(URL, params=[("line", "1"), ("cursor", cursor)]).status == 200
    for path, line in ((URL, "2"), ("/queries/count", "1")):
        assert product.client.get(path, params=[("line", line), ("cursor", cursor)]).code == "invalid_cursor"


@pytest.mark.parametrize("described, why", [
    ("x", "must be an object"), ({}, "needs 'path'"), ({"path": 1}, "must be a text"),
    ({"path": "a", "sql": "x"}, "sql"),
    ({"path": "a", "type": "Select"}, "must be one of"), ({"path": "a", "type": []}, "must be one of"),
    ({"path": "a", "parameters": {"x": {"type": "date"}}}, "must be one of"),
    ({"path": "a", "parameters": {"x": {"type": ["string"]}}}, "must be one of"),
    ({"path": "a", "parameters": {"x": {"type": "dateTime", "default": "soon"}}}, "must be of type dateTime"),
    ({"path": "a", "parameters": {"cursor": {"type": "string"}}}, "is taken"),
    ({"path": "a", "valuesOnly": "yes"}, "true or false")])
def test_a_wrong_entry_does_not_exist_and_the_status_says_why(described, why):
    product = made(allowed=dict(queries.ALLOWED, wrong=described))
    assert product.client.get(URL, params=[("line", "1")]).status == 200
    assert product.client.get("/queries/wrong").code == "query_not_found"
    found = problems(product)
    assert len(found) == 1 and "'wrong'" in found[0] and why in found[0], found


SQL = "SELECT :line"
LINE = [("line", queries.INT4)]


@pytest.mark.parametrize("query, more, why", [
    (None, {}, "there is no named query"),
    (queries.query(SQL, "ScalarQuery", LINE), {}, "its type is ScalarQuery"),
    (queries.query(SQL, parameters=LINE, enabled=False), {}, "disabled"),
    (queries.query(SQL, parameters=LINE, version=1), {}, "cannot read it"),
    (queries.query(SQL, parameters=LINE + [("QueryString", "rest", queries.STRING)]), {}, "QueryString"),
    (queries.query(SQL, parameters=LINE + [("more", queries.INT4)]), {}, "is missing in 'parameters'"),
    (queries.query("SELECT 1"), {}, "has no parameter 'line'"),
    (queries.query(SQL, parameters=[("line", queries.STRING)]), {}, "takes no integer"),
    (queries.query(SQL, parameters=LINE + [("Database", "database", queries.STRING)], database="{}"), {},
     "chooses the database"),
    (queries.query(SQL, parameters=LINE), {"database": "Plant"}, "does not come from a parameter")])
def test_a_query_that_is_not_what_the_entry_says_is_not_run(query, more, why):
    entry = dict({"path": "It", "project": "plant", "parameters": {"line": {"type": "integer"}}}, **more)
    product = made(queries={} if query is None else {"It": query}, allowed={"it": entry})
    answer = product.client.get("/queries/it", params=[("line", "1")])
    assert (answer.status, answer.code) == (503, "query_unusable")
    assert why not in answer.text()
    assert product.gateway.calls.count("system.db.runNamedQuery") == 0
    found = problems(product)
    assert len(found) == 1 and why in found[0], found


def test_a_query_of_the_apis_own_project_needs_no_name_of_it():
    product = made(allowed={"count": {"path": "Count", "type": "ScalarQuery"}})
    files = dict(product.host._exports["demo"].files)
    files.update(queries.export({"Count": queries.query("SELECT 7", "ScalarQuery")}).files)
    files["project.json"] = product.host._exports["demo"].files["project.json"]
    product.host.install("demo", type(product.host._exports["demo"])(files))
    assert product.client.get("/queries/count").json()["rows"] == [[7]]


def test_the_connection_of_a_query_may_be_chosen_by_the_site():
    query = queries.query("SELECT COUNT(*) FROM line_output", "ScalarQuery", [("Database", "database", queries.STRING)],
                          database="{}")
    entry = {"path": "It", "project": "plant", "type": "ScalarQuery", "database": "Plant"}
    product = made(queries={"It": query}, allowed={"it": entry})
    assert product.client.get("/queries/it").json()["rows"] == [[3]]
    assert product.client.get("/queries/it", params=[("database", "Other")]).code == "unknown_parameter"


def test_where_definitions_are_hidden_free_texts_need_the_word_of_the_site():
    product = made()
    product.gateway.options.named_query_definitions = "hidden"
    assert product.client.get(URL, params=[("line", "1")]).status == 200
    assert product.client.get("/queries/find", params=[("product", "a")]).code == "query_unusable"
    assert "valuesOnly" in problems(product)[0]
    allowed = dict(queries.ALLOWED, find=dict(queries.ALLOWED["find"], valuesOnly=True))
    product.configure("NamedQueries", allowed)
    assert product.client.get("/queries/find", params=[("product", "a")]).status == 200
    assert problems(product) == []


@pytest.mark.parametrize("version", ["8.1.55", "8.3.10"])
def test_where_definitions_are_hidden_a_wrong_type_is_noticed_by_its_answer(version):
    allowed = {"count": dict(queries.ALLOWED["count"], type="Query"), "production": dict(
        queries.ALLOWED["productionByHour"], type="ScalarQuery")}
    product = made(version=version, allowed=allowed)
    product.gateway.options.named_query_definitions = "hidden"
    product.gateway.options.named_query_other_kind = "run"
    for path in ("/queries/count", "/queries/production?line=1"):
        answer = product.client.get(path)
        assert (answer.status, answer.code) == (502, "gateway_contract")


def test_a_cell_that_cannot_be_written_is_null_and_named():
    product = many(1)
    running = product.library.project.gateway.queries

    class Table(object):
        def getColumnCount(self):
            return 1

        def getRowCount(self):
            return 1

        def getColumnName(self, index):
            return "odd"

        def getColumnType(self, index):
            return object

        def getValueAt(self, row, column):
            return object()

    running.executed = lambda *arguments: Table()
    answer = product.client.get("/queries/many").json()
    assert answer["rows"] == [[None]]
    assert [each["column"] for each in answer["problems"]] == ["odd"]


def test_a_body_may_be_left_out_where_nothing_is_required():
    product = many(2)
    answer = product.client.request("POST", "/queries/many")
    assert json.loads(answer.body.decode("utf-8"))["rows"] == [[0], [1]]
