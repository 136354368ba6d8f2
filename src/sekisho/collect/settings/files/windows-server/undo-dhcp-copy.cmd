@echo off
rem dhcp-copy.cmd を元に戻す（Windows の既定の値にする）。
rem 実行: 右クリックして「管理者として実行」。
setlocal
net session >nul 2>&1
if errorlevel 1 echo 管理者として実行してください。 & exit /b 1
schtasks /delete /tn "Sekisho DHCP copy" /f
echo 終わりました。
exit /b 0
