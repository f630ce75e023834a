"""What tries the shop from outside: drivers, accidents, pictures and faults."""
