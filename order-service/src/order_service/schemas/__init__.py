"""The wire names of order-service: what it takes and what it answers, by route."""
