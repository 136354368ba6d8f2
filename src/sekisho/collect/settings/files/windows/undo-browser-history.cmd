@echo off
rem browser-history.cmd を元に戻す（Windows の既定の値にする）。
rem 実行: 右クリックして「管理者として実行」。
setlocal
net session >nul 2>&1
if errorlevel 1 echo 管理者として実行してください。 & exit /b 1
reg delete "HKLM\SOFTWARE\Policies\Microsoft\Edge" /v AllowDeletingBrowserHistory /f
reg delete "HKLM\SOFTWARE\Policies\Microsoft\Edge" /v SavingBrowserHistoryDisabled /f
reg delete "HKLM\SOFTWARE\Policies\Microsoft\Edge" /v InPrivateModeAvailability /f
reg delete "HKLM\SOFTWARE\Policies\Google\Chrome" /v AllowDeletingBrowserHistory /f
reg delete "HKLM\SOFTWARE\Policies\Google\Chrome" /v SavingBrowserHistoryDisabled /f
reg delete "HKLM\SOFTWARE\Policies\Google\Chrome" /v IncognitoModeAvailability /f
echo 終わりました。
exit /b 0
