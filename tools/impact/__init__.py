"""Opens the storefront for `contract-kit impact`: which page needs which field."""
