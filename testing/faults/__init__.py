"""Puts faults into copies of the shop, and checks that the contracts notice them.

A contract test that has never failed proves little. Each fault has to fail the
interactions that are named with it, without a browser.
"""
