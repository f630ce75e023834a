"""The gallery of breakages: what hurried people do to the shop, and who notices.

A contract that nobody has seen failing is a hope. Each breakage is put into a scratch
copy, where the promise that it breaks has to turn red, by name and without a browser.
"""
