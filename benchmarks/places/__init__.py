"""Places: a yardstick of marked mentions."""
