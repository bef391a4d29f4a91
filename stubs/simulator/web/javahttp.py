"""One HTTP exchange on Jython: java.net.http, which is what Ignition's client wraps."""
from java.time import Duration

from java.net import URI
from java.net.http import HttpClient, HttpRequest, HttpResponse

_client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()


def exchange(sent, seconds):
    """(status, [(name, value)], body); a redirect is an answer like any other."""
    publishers = HttpRequest.BodyPublishers
    body = publishers.noBody() if sent.body is None else publishers.ofByteArray(sent.body)
    builder = HttpRequest.newBuilder(URI.create(sent.url)).method(sent.method, body)
    builder.timeout(Duration.ofMillis(int(seconds * 1000)))
    for name, value in sent.headers.items():
        builder.header(name, value)
    answer = _client.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray())
    headers = [(name, value) for name, values in answer.headers().map().items() for value in values]
    return answer.statusCode(), headers, answer.body().tostring()
