"""Quality codes: every name of the platform, its number and its level."""
import pytest

from simulator import QualityCode, quality


def test_there_are_as_many_codes_as_the_platform_has():
    assert len(quality.NAMES) == 43
    assert len(set(QualityCode(name).getCode() for name in quality.NAMES)) == 43


@pytest.mark.parametrize("name, code", [
    ("Good", 192), ("Good_Unspecified", 0), ("Good_WritePending", 2), ("Uncertain", 1073742080),
    ("Uncertain_IncompleteOperation", 1073742085), ("Bad", -2147483136), ("Bad_NotFound", -2147483129),
    ("Bad_Unsupported", -2147483120), ("Error", -1073741056), ("Error_CycleDetected", -1073741044)])
def test_numbers_are_the_published_ones(name, code):
    assert QualityCode(name).getCode() == code


@pytest.mark.parametrize("name", quality.NAMES)
def test_a_code_is_of_exactly_one_level(name):
    code = QualityCode(name)
    flags = [code.isGood(), code.isUncertain(), code.isBad(), code.isError()]
    assert flags.count(True) == 1
    assert str(code.getLevel()) == name.split("_")[0]
    assert code.isNotGood() is not code.isGood()
    assert code.isBadOrError() is (code.isBad() or code.isError())
    assert str(code) == name


def test_the_text_of_a_code_carries_its_detail():
    code = QualityCode("Bad_NotFound").derive("no such tag")
    assert str(code) == 'Bad_NotFound("no such tag")'
    assert (code.getName(), code.getDiagnosticMessage()) == ("Bad_NotFound", "no such tag")
    assert code != QualityCode("Bad_NotFound")
    assert code == QualityCode("Bad_NotFound", "no such tag")


def test_beans_of_java_are_attributes():
    code = QualityCode("Error_IO", "disk")
    assert (code.name, code.error, code.good, code.diagnosticMessage) == ("Error_IO", True, False, "disk")
    assert not hasattr(code, "quality")


def test_a_name_that_does_not_exist_is_an_error():
    with pytest.raises(ValueError, match="Bad_Luck"):
        QualityCode("Bad_Luck")
