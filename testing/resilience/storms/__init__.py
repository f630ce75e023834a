"""Breaks the running shop on purpose, and proves that no order suffers by it.

Shoppers buy while processes are killed, frozen and stopped and links are cut.
Afterwards the databases of all services are compared with each other, and with a
journal of every response that the shoppers were given.
"""
