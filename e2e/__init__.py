"""The browser suite: a whole shop, driven as people do."""
