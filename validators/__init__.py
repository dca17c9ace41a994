"""What is true of a register of emulation and commendation: records, law, rules. Pure, no I/O."""

RULES_VERSION = "2026.11"
"""Version of the rule set; written into every checked workbook and every summary."""
