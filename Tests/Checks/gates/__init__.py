"""The gates of ports with their rules: those of real projects, and of one that differs by ten choices."""
