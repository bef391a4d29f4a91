"""Answers as people open them: CSV in LibreOffice, XML in xmllint with the published schema."""

import csv
import io
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from tests.faults import test_matrix as matrix
from tests.support.product import TOKEN, Product
from tests.support.trees import folder, several, tag

pytestmark = pytest.mark.proof

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
XML = [("Authorization", "Bearer " + TOKEN), ("Accept", "application/xml")]
# Comma, double quote, UTF-8, from the first line: what the import dialog proposes for a file with a byte order mark.
IN_UTF8 = "--infilter=CSV:44,34,76,1"
# What a spreadsheet could calculate, cut, recode or round.
TEXTS = ["=1+1", "+49 30 1234", "-1+1", "@SUM(A1:A9)", "\tx", "Tür \"grün\", Maß", "日本 \U0001f321", "two\nlines",
         "a;b", "'quoted'", "0815", ""]
NUMBERS = [0, -5, 2147483647, -9007199254740991, 9007199254740991, 123456789012345]


@pytest.fixture
def product():
    tags = [tag(f"T{number:02}", "String", text) for number, text in enumerate(TEXTS)]
    tags += [tag(f"N{number:02}", "Int8", value) for number, value in enumerate(NUMBERS)]
    tags += [tag("Float", "Float8", 0.1), tag("Switch", "Boolean", True)]
    return Product(tags=several(folder("Cells", *tags)))


def cells(content: bytes, folder: Path) -> list[list[object]]:
    """What LibreOffice makes of a CSV file: a formula is ("=", its text), a number a float, all else text."""
    (folder / "answer.csv").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(["soffice", profile, "--headless", IN_UTF8, "--convert-to", "fods", "--outdir", str(folder),
                    str(folder / "answer.csv")], check=True, capture_output=True, timeout=120)
    table = etree.parse(folder / "answer.fods").find(f".//{{{TABLE}}}table")
    return [[value for cell in row for value in repeated(cell)] for row in table.iter(f"{{{TABLE}}}table-row")]


def repeated(cell) -> list[object]:
    return [shown(cell)] * int(cell.get(f"{{{TABLE}}}number-columns-repeated", "1"))


def shown(cell) -> object:
    if cell.get(f"{{{TABLE}}}formula"):
        return "=", cell.get(f"{{{TABLE}}}formula")
    if cell.get(f"{{{OFFICE}}}value-type") == "float":
        return float(cell.get(f"{{{OFFICE}}}value"))
    return "\n".join(texts(line) for line in cell.findall(f"{{{TEXT}}}p"))


def texts(line) -> str:
    """ODF writes a tab, and blanks in a row, as elements."""
    parts = [line.text or ""]
    for child in line:
        parts.append("\t" if child.tag == f"{{{TEXT}}}tab" else " " * int(child.get(f"{{{TEXT}}}c", "1")))
        parts.append(child.tail or "")
    return "".join(parts)


def answered(product, **parameters) -> bytes:
    paths = [f"[default]Cells/{name}" for name in
             [f"T{number:02}" for number in range(len(TEXTS))] + [f"N{number:02}" for number in range(len(NUMBERS))]
             + ["Float", "Switch"]]
    params = [("path", path) for path in paths] + [("format", "csv"), *parameters.items()]
    answer = product.client.get("/tags", params=params)
    assert answer.status == 200, answer.text()
    return answer.body


def test_libreoffice_opens_the_csv_and_shows_what_was_sent(product, tmp_path):
    content = answered(product, safe="excel")
    sheet = cells(content, tmp_path)
    sent = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    assert sheet[0][:5] == ["path", "value", "quality", "qualityDetail", "timestamp"]
    assert [row[0] for row in sheet[1:len(sent)]] == [row[0] for row in sent[1:]]
    values = [row[1] for row in sheet[1:]]
    # No formula anywhere: what could have been one has an apostrophe in front.
    assert not [value for row in sheet for value in row if isinstance(value, tuple)]
    for text, value in zip(TEXTS, values, strict=False):
        if text == "0815":
            assert value in ("0815", 815.0)
        else:
            assert value.lstrip("'") == text.lstrip("'"), text
    numbers = values[len(TEXTS):len(TEXTS) + len(NUMBERS)]
    assert numbers == [float(number) for number in NUMBERS]
    assert [int(number) for number in numbers] == NUMBERS
    assert values[len(TEXTS) + len(NUMBERS)] == 0.1
    assert [row[2] for row in sheet[1:len(sent)]] == ["Good"] * (len(sent) - 1)


def test_without_the_apostrophe_libreoffice_would_have_calculated(product, tmp_path):
    """Lest the test above prove nothing."""
    assert ("=", "of:=1+1") in [row[1] for row in cells(answered(product), tmp_path)]


def test_xmllint_finds_every_answer_valid_by_the_published_schema(tmp_path):
    product = matrix.made()
    for name in ("api.xsd", "problem.xsd"):
        (tmp_path / name).write_bytes(product.client.get("/schema/" + name).body)
    answers = []
    for declared in matrix.ENDPOINTS:
        if declared["path"] != "/schema/{file}":
            answers += [matrix.ask(product, declared, XML),
                        matrix.ask(product, declared, [("Authorization", "junk"), *XML[1:]])]
    files = []
    for number, answer in enumerate(answers):
        files.append(tmp_path / f"answer{number}.xml")
        files[-1].write_bytes(answer.body)
    assert xmllint(tmp_path, *files) == ""
    assert len(files) > 30
    wrong = tmp_path / "wrong.xml"
    wrong.write_bytes(answers[0].body.replace(b"<string", b"<text").replace(b"</string", b"</text"))
    assert "wrong.xml" in xmllint(tmp_path, wrong)


def xmllint(folder: Path, *files: Path) -> str:
    """What it finds wrong; "" where there is nothing."""
    ended = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", str(folder / "api.xsd"), *map(str, files)],
                           capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode == 0) == (ended.stderr.count(" validates") == len(files)), ended.stderr
    return "" if ended.returncode == 0 else ended.stderr


def test_libreoffice_opens_a_day_of_history(tmp_path):
    product = Product(tags=several(folder("Plant", tag("Level", "Float8", 0.0))))
    start, step = 1767225600000, 300000
    product.gateway.clock.set_millis(start + 288 * step)
    product.gateway.historian.add_provider("Historian")
    values = [147.57071855985492 + number / 8 for number in range(288)]
    product.gateway.historian.record(
        "[default]Plant/Level", [(start + number * step, value, "Good") for number, value in enumerate(values)])
    answer = product.client.get("/history", params=[
        ("path", "[default]Plant/Level"), ("startDate", str(start)), ("format", "csv"), ("safe", "excel")])
    assert answer.status == 200, answer.text()
    sent = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"), newline=""), strict=True))
    sheet = cells(answer.body, tmp_path)
    assert sheet[0][:2] == sent[0] == ["t_stamp", "[default]Plant/Level"]
    assert [row[0] for row in sheet[1:289]] == [row[0] for row in sent[1:]]
    # LibreOffice keeps fifteen digits.
    assert [row[1] for row in sheet[1:289]] == [pytest.approx(value, rel=1e-14) for value in values]
