@echo off
rem 端末のログの大きさを広げる
rem わけ: 既定の 20 MB は、起動を記録すると数日で上書きされる
rem 埋まる問い: 端末の記録をどこまで遡れるか
rem 一日の量（1台、目安）: 増えない（ディスクを最大で約 1.7 GB 使う）
rem 元に戻す: undo-log-size.cmd
rem 実行: 右クリックして「管理者として実行」。グループポリシーで配るときは、同じ値を配る。
setlocal
net session >nul 2>&1
if errorlevel 1 echo 管理者として実行してください。 & exit /b 1
wevtutil sl "Security" /ms:1073741824 /q:true
if errorlevel 1 exit /b 1
wevtutil sl "System" /ms:268435456 /q:true
if errorlevel 1 exit /b 1
wevtutil sl "Application" /ms:268435456 /q:true
if errorlevel 1 exit /b 1
wevtutil sl "Microsoft-Windows-Windows Defender/Operational" /ms:67108864 /q:true
if errorlevel 1 exit /b 1
wevtutil sl "Microsoft-Windows-Windows Firewall With Advanced Security/Firewall" /ms:16777216 /q:true
if errorlevel 1 exit /b 1
wevtutil sl "Microsoft-Windows-PowerShell/Operational" /ms:67108864 /q:true
if errorlevel 1 exit /b 1
wevtutil sl "Microsoft-Windows-NetworkProfile/Operational" /ms:8388608 /q:true
if errorlevel 1 exit /b 1
wevtutil sl "Microsoft-Windows-TaskScheduler/Operational" /ms:33554432 /q:true
if errorlevel 1 exit /b 1
echo 終わりました。
exit /b 0
