SILENT = ("NULL",)
"""A device that takes sound and makes none."""
