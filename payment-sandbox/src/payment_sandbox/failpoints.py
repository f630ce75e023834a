"""The places around each commit where a test may kill, hang or break the sandbox."""

from service_kit.failpoints import around

POINTS = around("payment-sandbox", "authorise", "capture", "cancel")
