"""Build the public LGBT+ liaison directory: Markdown and YAML in, an accessible static site out."""

__version__ = "0.1.0"
