"""One class for each service that order-service calls, methods named after actions."""
