"""Screening: an offline interview that looks for signs of trafficking in persons and never decides."""

__version__ = "0.2.0"
