"""The places around each commit of stock where a test may kill, hang or break us."""

from service_kit.failpoints import around

POINTS = around("product-service", "reserve", "commit", "release", "expire")
