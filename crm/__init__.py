"""Everything that is true of the drive without a screen."""
