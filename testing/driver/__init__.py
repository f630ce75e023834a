"""Drive a running shop: by its forms, by its APIs, as its administrator, in a browser.

Every suite shops in this one way; what it thinks of the answers is its own.
"""
