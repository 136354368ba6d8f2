"""閲覧の関: who may see which site, when; asked by a real Squid for every request."""
