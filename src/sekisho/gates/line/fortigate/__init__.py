"""FortiGate as a target of the line gate, and its configuration backup judged by the matrix."""
