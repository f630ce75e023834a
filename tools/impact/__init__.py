"""Shows who would break if an answer lost a field: field → consumers → pages."""
