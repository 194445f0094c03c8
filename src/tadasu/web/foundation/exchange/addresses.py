"""Which addresses belong to the open network: whoever fetches or posts for somebody else must reach no other ones."""

import ipaddress


def is_public(address: str) -> bool:
    """Whether an address is one of the open network: none of ours, no loopback, link, multicast or reserved one, and none of
    these in the clothes of version 6.

    >>> is_public("9.9.9.9"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1"), is_public("169.254.169.254")
    (True, False, False, False)
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if found in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        if found not in _OPEN_6:
            return False
    return not any(found in one for one in _NOT_OPEN) and found.is_global and not found.is_multicast


_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""Version 4 within version 6 (RFC 6052)."""


_OPEN_6 = ipaddress.ip_network("2000::/3")
"""All of version 6 that is given out for the open network (IANA): not the old ways of writing version 4, nor site-local ones."""

_NOT_OPEN = tuple(map(ipaddress.ip_network, ("192.88.99.0/24", "3fff::/20")))
"""The relay of 6to4 (RFC 7526), and what is for documents (RFC 9637): older Pythons call them global."""
