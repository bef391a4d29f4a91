"""system.secrets: the reading of a secret by its name, not the encryption and the browsing of providers."""
from simulator.facade import gateway, offered


@offered(since="8.3.1")
def readSecretValue(providerName, secretName):
    return gateway().vault.read(providerName, secretName)
