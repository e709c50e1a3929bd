"""Life: from draft to archived, and back."""
