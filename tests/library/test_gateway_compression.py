"""project.gateway.compression: gzip that Python's own reader unpacks."""

import array
import gzip
import io
import zlib

import pytest

from java.io import ByteArrayOutputStream


@pytest.fixture(scope="module")
def compression(library):
    return library.gateway.compression


def unpacked(content):
    return gzip.GzipFile(fileobj=io.BytesIO(content)).read()


def java_bytes(content):
    return array.array("b", content).tostring() if hasattr(content, "tostring") else content.tobytes()


@pytest.mark.parametrize("content", [b"", b"x", b"\x00\xff" * 50000, u"\u00e4".encode("utf-8") * 9999])
def test_packed(compression, content):
    assert unpacked(java_bytes(compression.packed(content))) == content


def test_packs_well(compression):
    assert len(compression.packed(b"0123456789" * 1000)) < 200


def test_a_flush_sends_all_so_far(compression):
    output = ByteArrayOutputStream()
    stream = compression.through(output)
    stream.write(b"first ")
    stream.flush()
    assert zlib.decompressobj(31).decompress(java_bytes(output.toByteArray())) == b"first "
    stream.write(b"second")
    stream.finish()
    assert unpacked(java_bytes(output.toByteArray())) == b"first second"
