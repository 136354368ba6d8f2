@echo off
rem Sekisho: collects records of this PC onto this stick. Nothing is installed.
rem This file is plain ASCII so that no code page can spoil it; what people read is elsewhere.
setlocal DisableDelayedExpansion
title Sekisho
cd /d "%~dp0"
set "SHELL51=%SystemRoot%\System32\WindowsPowerShell\v1.0\powershell.exe"
if not exist "%SHELL51%" goto without
"%SHELL51%" -NoProfile -ExecutionPolicy Bypass -File "%~dp0tool\collect.ps1"
if %ERRORLEVEL% EQU 0 goto finish
if %ERRORLEVEL% EQU 2 goto finish
if %ERRORLEVEL% EQU 3 goto finish

:without
rem PowerShell is not there or not allowed: what the oldest programs of Windows can still show.
type "%~dp0tool\without.txt"
set "ROOT=%~dp0collected\%COMPUTERNAME%_cmd"
mkdir "%ROOT%" 2>nul
echo %DATE% %TIME% > "%ROOT%\clock.txt"
netstat -ano > "%ROOT%\netstat.txt" 2>&1
tasklist /v > "%ROOT%\tasklist.txt" 2>&1
query user > "%ROOT%\quser.txt" 2>&1
ipconfig /displaydns > "%ROOT%\displaydns.txt" 2>&1
ipconfig /all > "%ROOT%\ipconfig.txt" 2>&1
arp -a > "%ROOT%\arp.txt" 2>&1
route print > "%ROOT%\route.txt" 2>&1
for %%L in (Security System Application) do wevtutil epl %%L "%ROOT%\%%L.evtx" /ow:true
wevtutil epl "Microsoft-Windows-Windows Defender/Operational" "%ROOT%\Defender.evtx" /ow:true
schtasks /query /fo csv /v > "%ROOT%\schtasks.csv" 2>&1
sc query type= service state= all > "%ROOT%\services.txt" 2>&1
echo %DATE% %TIME% >> "%ROOT%\clock.txt"
type "%~dp0tool\without-done.txt"
pause

:finish
endlocal
