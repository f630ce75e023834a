"""What applications really say to each other, recorded and held against the pacts."""
