"""What applications really send each other, recorded and compared with the pacts."""
