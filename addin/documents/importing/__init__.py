"""An old plan read from Word: the file → displayed lines → parts of the paper → rows of tables."""
