@echo off
rem audit-share.cmd を元に戻す（Windows の既定の値にする）。
rem 実行: 右クリックして「管理者として実行」。
setlocal
net session >nul 2>&1
if errorlevel 1 echo 管理者として実行してください。 & exit /b 1
auditpol /set /subcategory:{0CCE9224-69AE-11D9-BED3-505054503030} /success:disable
auditpol /set /subcategory:{0CCE9244-69AE-11D9-BED3-505054503030} /success:disable
wevtutil sl Security /ms:20971520 /q:true
echo 終わりました。
exit /b 0
