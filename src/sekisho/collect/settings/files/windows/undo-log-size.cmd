@echo off
rem log-size.cmd を元に戻す（Windows の既定の値にする）。
rem 実行: 右クリックして「管理者として実行」。
setlocal
net session >nul 2>&1
if errorlevel 1 echo 管理者として実行してください。 & exit /b 1
wevtutil sl "Security" /ms:20971520 /q:true
wevtutil sl "System" /ms:20971520 /q:true
wevtutil sl "Application" /ms:20971520 /q:true
wevtutil sl "Microsoft-Windows-Windows Defender/Operational" /ms:16777216 /q:true
wevtutil sl "Microsoft-Windows-Windows Firewall With Advanced Security/Firewall" /ms:1052672 /q:true
wevtutil sl "Microsoft-Windows-PowerShell/Operational" /ms:15728640 /q:true
wevtutil sl "Microsoft-Windows-NetworkProfile/Operational" /ms:1052672 /q:true
wevtutil sl "Microsoft-Windows-TaskScheduler/Operational" /ms:10485760 /q:true
echo 終わりました。
exit /b 0
