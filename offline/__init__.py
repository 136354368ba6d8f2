"""Builds the folder that installs Sekisho where no network is: ``make offline``."""
