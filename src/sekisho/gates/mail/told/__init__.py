"""Passwords that mails tell: in the mail itself, and in another mail before or after it."""
