"""The machines a folder is made for: a system and a Python version each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PYTHONS = ("3.11", "3.12", "3.13")
SYSTEMS = ("windows", "linux")
GLIBC = (28, 27, 17, 12, 5)
"""manylinux platforms up to glibc 2.28: Debian 10, RHEL 8 and everything newer."""


@dataclass(frozen=True, slots=True)
class Target:
    """One system (x86-64) with one CPython, ``3.11`` to ``3.13``."""

    system: str
    python: str

    @property
    def name(self) -> str:
        """As given on the command line: ``windows-3.12``."""
        return f"{self.system}-{self.python}"

    @property
    def platforms(self) -> list[str]:
        """Platform tags (PEP 425, PEP 600) of wheels this machine takes, best first."""
        if self.system == "windows":
            return ["win_amd64"]
        newer = [f"manylinux_2_{minor}_x86_64" for minor in GLIBC]
        older = [f"manylinux{name}_x86_64" for name in ("2014", "2010", "1")]
        return newer + older

    def pip_words(self) -> list[str]:
        """What ``pip download`` is told, so that it chooses for this machine, not its own."""
        abi = f"cp{self.python.replace('.', '')}"
        words = ["--implementation", "cp", "--python-version", self.python]
        for one in (abi, "abi3", "none"):
            words += ["--abi", one]
        for one in self.platforms:
            words += ["--platform", one]
        return words

    def markers(self) -> dict[str, str]:
        """The environment by which this machine judges markers (PEP 508)."""
        windows = self.system == "windows"
        return {
            "implementation_name": "cpython",
            "implementation_version": f"{self.python}.0",
            "os_name": "nt" if windows else "posix",
            "platform_machine": "AMD64" if windows else "x86_64",
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": "Windows" if windows else "Linux",
            "platform_version": "",
            "python_full_version": f"{self.python}.0",
            "python_version": self.python,
            "sys_platform": "win32" if windows else "linux",
            "extra": "",
        }


ALL = tuple(Target(system, python) for system in SYSTEMS for python in PYTHONS)


def chosen(names: Sequence[str]) -> tuple[Target, ...]:
    """The targets of the given names, all without names. Raises ValueError for an unknown one."""
    known = {target.name: target for target in ALL}
    strange = [name for name in names if name not in known]
    if strange:
        raise ValueError(f"unknown target {strange[0]}; known are {', '.join(known)}")
    return tuple(known[name] for name in names) or ALL
