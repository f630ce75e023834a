"""The site of docs/: its generated parts, and the tests that hold it to the code."""
