@echo off
rem 印刷・名前引き・タスクのログを有効にする
rem わけ: どれも既定では切られている
rem 埋まる問い: 何が印刷されたか / 何という道具が使われたか
rem 一日の量（1台、目安）: 約4,000件、2 MB（多くは名前引き）
rem 元に戻す: undo-channels.cmd
rem 実行: 右クリックして「管理者として実行」。グループポリシーで配るときは、同じ値を配る。
setlocal
net session >nul 2>&1
if errorlevel 1 echo 管理者として実行してください。 & exit /b 1
rem 印刷した文書の名前まで残す
reg add "HKLM\SOFTWARE\Policies\Microsoft\Windows NT\Printers" /v ShowJobTitleInEventLogs /t REG_DWORD /d 1 /f
if errorlevel 1 exit /b 1
wevtutil sl "Microsoft-Windows-PrintService/Operational" /e:true /ms:67108864 /q:true
if errorlevel 1 exit /b 1
wevtutil sl "Microsoft-Windows-DNS-Client/Operational" /e:true /ms:67108864 /q:true
if errorlevel 1 exit /b 1
wevtutil sl "Microsoft-Windows-TaskScheduler/Operational" /e:true /ms:33554432 /q:true
if errorlevel 1 exit /b 1
echo 終わりました。
exit /b 0
