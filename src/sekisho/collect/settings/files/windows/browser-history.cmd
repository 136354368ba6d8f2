@echo off
rem 利用者が閲覧履歴を消せないようにし、履歴を残さない閲覧を止める
rem わけ: 偽の警告がどこから出たかは、履歴がなければまず分からない
rem 埋まる問い: 偽の警告は、どのページや広告から出たか / その道具はどこから、どうやって入ったか
rem 一日の量（1台、目安）: 増えない
rem 元に戻す: undo-browser-history.cmd
rem 実行: 右クリックして「管理者として実行」。グループポリシーで配るときは、同じ値を配る。
setlocal
net session >nul 2>&1
if errorlevel 1 echo 管理者として実行してください。 & exit /b 1
reg add "HKLM\SOFTWARE\Policies\Microsoft\Edge" /v AllowDeletingBrowserHistory /t REG_DWORD /d 0 /f
if errorlevel 1 exit /b 1
reg add "HKLM\SOFTWARE\Policies\Microsoft\Edge" /v SavingBrowserHistoryDisabled /t REG_DWORD /d 0 /f
if errorlevel 1 exit /b 1
reg add "HKLM\SOFTWARE\Policies\Microsoft\Edge" /v InPrivateModeAvailability /t REG_DWORD /d 1 /f
if errorlevel 1 exit /b 1
reg add "HKLM\SOFTWARE\Policies\Google\Chrome" /v AllowDeletingBrowserHistory /t REG_DWORD /d 0 /f
if errorlevel 1 exit /b 1
reg add "HKLM\SOFTWARE\Policies\Google\Chrome" /v SavingBrowserHistoryDisabled /t REG_DWORD /d 0 /f
if errorlevel 1 exit /b 1
reg add "HKLM\SOFTWARE\Policies\Google\Chrome" /v IncognitoModeAvailability /t REG_DWORD /d 1 /f
if errorlevel 1 exit /b 1
echo 終わりました。
exit /b 0
