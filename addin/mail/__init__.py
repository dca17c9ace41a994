"""Workbooks on their way up: packed, sent, received, answered."""
