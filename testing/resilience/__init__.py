"""What becomes of the shop when parts of it die, hang or lie."""
