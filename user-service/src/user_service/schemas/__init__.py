"""The wire names of user-service: what it takes and what it answers, by route."""
