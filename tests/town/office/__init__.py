"""A whole town office of real programs, in namespaces of its own: see ``office``.

Squid, Samba, rsyslog, ulogd and nftables run as they run in an office, each on a machine of its
own; thirty people work with them from thirty computers. Nothing of it is attached to the network
of this machine, and the kernel clears everything away with the first process.
"""
