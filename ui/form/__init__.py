"""Fields that say what is wrong beside themselves."""
