"""Finding: Sigma rules, the catalogue of remote-control tools, devices, antivirus."""

from __future__ import annotations

from sekisho.detect.findings import Detection, Finding, jsonl
from sekisho.detect.run import OWN_RULES, detect, detect_loaded
from sekisho.detect.sigma.load import RuleSet, load
from sekisho.detect.sigma.reasons import Skipped

__all__ = [
    "OWN_RULES",
    "Detection",
    "Finding",
    "RuleSet",
    "Skipped",
    "detect",
    "detect_loaded",
    "jsonl",
    "load",
]
