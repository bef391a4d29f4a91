"""The `request` dict of a handler, from a servlet request. Exactly WebDev's keys."""

from webdev import uri
from webdev.bodies import read_body
from webdev.compat import string_array
from webdev.servlet_request import FORM, media_type

# Names that Jetty 9.4 canonicalises, as far as an API meets them; all others arrive as sent
JETTY_NAMES = {name.lower(): name for name in (
    "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Authorization",
    "Cache-Control", "Connection", "Content-Encoding", "Content-Length", "Content-Type", "Cookie",
    "Date", "Expect", "Forwarded", "From", "Host", "If-Match", "If-Modified-Since", "If-None-Match",
    "If-Range", "If-Unmodified-Since", "Origin", "Pragma", "Range", "Referer", "TE",
    "Transfer-Encoding", "Upgrade", "User-Agent", "Via", "X-Forwarded-For", "X-Forwarded-Host",
    "X-Forwarded-Port", "X-Forwarded-Proto", "X-Forwarded-Server")}


def build(method, servlet_request, servlet_response, context, route, options):
    """The dict for one call."""
    query, remaining, has_body, is_form, data = servlet_request.getQueryString(), route.decoded, False, False, None
    if remaining == u"/" or options.remaining_path == "raw":
        remaining = route.remaining_path(servlet_request, options)
    # PERF: to read where nothing is asks the socket; without these fields a request has no body (RFC 9112 section 6.3)
    if servlet_request.getHeader("Content-Length") or servlet_request.getHeader("Transfer-Encoding"):
        is_form = options.form_body == "params" and media_type(servlet_request.getContentType()) == FORM
        if not is_form:
            has_body, data = read_body(servlet_request, options)
    request = {
        "context": context,
        "headers": _headers(servlet_request, options),
        "params": _params(query, servlet_request, is_form, options) if query or is_form else {},
        "remainingPath": remaining,
        "remoteAddr": servlet_request.getRemoteAddr(),
        "remoteHost": servlet_request.getRemoteHost(),
        "scheme": servlet_request.getScheme(),
        "servletRequest": servlet_request,
        "servletResponse": servlet_response,
    }
    if has_body or options.get_data == "none":
        request["data"] = data
    if method == u"POST":
        if "data" in request:
            request["postData"] = data
    elif options.post_data_elsewhere != "absent":
        request["postData"] = data if options.post_data_elsewhere == "data" else None
    return request


def _headers(servlet_request, options):
    # PERF: an Enumeration is iterated in Java, its methods are found anew at each call; list() takes 1 us
    values_of, headers = servlet_request.getHeaders, {}
    for name in servlet_request.getHeaderNames():
        for value in values_of(name):
            if name in headers:
                headers[name] = _header_value(list(values_of(name)), options)
                break
            headers[name] = value
    if options.header_case == "sent":
        return headers
    return {_header_name(name, options): value for name, value in headers.items()}


def _header_name(name, options):
    if options.header_case == "lower":
        return name.lower()
    if options.header_case == "jetty":
        return JETTY_NAMES.get(name.lower(), name)
    return name


def _header_value(values, options):
    if options.repeated_headers == "first":
        return values[0]
    return tuple(values) if options.repeated_headers == "tuple" else values


def _params(query, servlet_request, is_form, options):
    grouped = {}
    for name, value in _pairs(query, servlet_request, is_form):
        if value is None and options.valueless_param == "absent":
            continue
        if value is None and options.valueless_param == "empty":
            value = u""
        grouped.setdefault(name, []).append(value)
    return {name: _param_value(values, options) for name, values in grouped.items()}


def _pairs(query, servlet_request, is_form):
    pairs = uri.parameters(query)
    if is_form:
        in_query = [name for name, value in pairs]
        for name in servlet_request.getParameterNames():
            values = list(servlet_request.getParameterValues(name))
            pairs += [(name, value) for value in values[in_query.count(name):]]
    return pairs


def _param_value(values, options):
    if len(values) == 1:
        return values[0]
    if options.repeated_params == "tuple":
        return tuple(values)
    return string_array(values) if options.repeated_params == "array" else values
