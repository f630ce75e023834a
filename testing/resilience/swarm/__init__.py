"""The shop as a stack of Docker Swarm, derived from the compose file."""
