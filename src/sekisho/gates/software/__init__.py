"""ソフトの関: which programs run, which browsers and settings PCs have."""
