"""Where a request comes from, as far as limits and the list of sign-ins need it."""

import ipaddress
import re
from dataclasses import dataclass

LONGEST_USER_AGENT = 200
# One subscriber holds at least that much of an address space, so it counts as one.
_NETWORK_BITS = {4: 24, 6: 64}
# Some proxies name the port, too: 192.0.2.7:4711, [2001:db8::7]:4711.
_WITH_PORT = re.compile(
    r"(?:\[(?P<six>[^\[\]]+)\]|(?P<four>[0-9.]+))(?::[0-9]{1,5})?", re.ASCII
)


@dataclass(frozen=True)
class Visitor:
    """The other end of a request: its address and the program that it names."""

    address: str
    user_agent: str = ""

    @property
    def network(self) -> str:
        """The network around the address, which is what limits are kept for."""
        if not self.address:
            return "unknown"
        bits = _NETWORK_BITS[ipaddress.ip_address(self.address).version]
        return str(ipaddress.ip_network(f"{self.address}/{bits}", strict=False))


def visitor_from(address: str, user_agent: str) -> Visitor:
    """Describe a visitor in bounded, printable text."""
    printable = "".join(letter for letter in user_agent if letter.isprintable())
    return Visitor(plain_address(address), printable[:LONGEST_USER_AGENT])


def plain_address(text: str) -> str:
    """Write an IP address in its one form; nothing where the text is none."""
    found = _WITH_PORT.fullmatch(text)
    if found:
        text = found["six"] or found["four"]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)
