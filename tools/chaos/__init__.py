"""Breaks the running shop on purpose, and proves that no order suffers by it.

Shoppers buy while processes are killed, frozen and stopped and lines are cut.
Afterwards the books of all services are held against each other, and against a journal
of every answer that the shoppers were given: what was promised to them must be so.
"""
