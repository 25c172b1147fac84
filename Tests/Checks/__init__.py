"""The checks of the project that are written in Python; scripts/ starts them."""
