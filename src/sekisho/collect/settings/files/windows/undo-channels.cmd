@echo off
rem channels.cmd を元に戻す（Windows の既定の値にする）。
rem 実行: 右クリックして「管理者として実行」。
setlocal
net session >nul 2>&1
if errorlevel 1 echo 管理者として実行してください。 & exit /b 1
reg delete "HKLM\SOFTWARE\Policies\Microsoft\Windows NT\Printers" /v ShowJobTitleInEventLogs /f
wevtutil sl "Microsoft-Windows-PrintService/Operational" /e:false /q:true
wevtutil sl "Microsoft-Windows-DNS-Client/Operational" /e:false /q:true
wevtutil sl "Microsoft-Windows-TaskScheduler/Operational" /e:false /q:true
echo 終わりました。
exit /b 0
