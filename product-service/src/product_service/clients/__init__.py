"""The services that product-service calls, one module each."""
