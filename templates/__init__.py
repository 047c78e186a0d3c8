"""Jinja2 templates, style and script of the generated pages."""
