"""Scripts for the maintainer."""
