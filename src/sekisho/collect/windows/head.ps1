# Sekisho: collects the records of this Windows PC onto the stick it lies on.
#
# Made by a program from steps.yaml, library.ps1 and main.ps1; do not edit here. Built-in means
# of Windows PowerShell 5.1 only. No network. Nothing is written to the PC's own disks, except
# what Windows itself notes of every program that runs (Prefetch, events), the arrival of the
# stick, and the snapshot that lasts while a locked file is copied (esentutl /vss).
param([switch]$Asked, [switch]$Here)
