"""system.net: the HTTP client, without the deprecated httpGet and its like, without mail."""
from simulator.facade import gateway, offered
from simulator.web.client import Client


@offered()
def httpClient(timeout=60000, bypass_cert_validation=None, username=None, password=None, proxy=None,
               cookie_policy="ACCEPT_ORIGINAL_SERVER", redirect_policy="NORMAL", version="HTTP_2", customizer=None):
    return Client(gateway().web, timeout, bypass_cert_validation, redirect_policy, version, {
        "username": username, "password": password, "proxy": proxy, "customizer": customizer})
