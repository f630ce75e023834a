"""What a consumer's contract test uses: matchers, interactions and a mock provider."""
