"""Slips of units: written from a register, taken back into it."""
