"""Plumbing that all applications of this project share, and no word about the shop.

A thing belongs here only when its copies must agree: error bodies, request ids, money,
timeouts, the way a token is checked. What need not agree is written twice.
"""
