"""The Excel add-in thidua.xlam: a ribbon, one VBA callback, and the writer that builds the file."""
