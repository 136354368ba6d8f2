@echo off
rem 端末のログを、集めるサーバーへ起きたときに送らせる（Windows のイベント転送）
rem わけ: 端末の中で消されても、サーバーに残る。送り先 logserver.example.lg.jp を町の名前に書き換える。サーバーでは wecutil qc /q と wecutil cs subscription.xml を行う。ドメインに入っていることが要る
rem 埋まる問い: 記録は消されたか。だれがいつ消したか / 端末の記録をどこまで遡れるか
rem 一日の量（1台、目安）: 約8,000件、6 MB（サーバーに溜まる量）
rem 元に戻す: undo-forwarding.cmd
rem 実行: 右クリックして「管理者として実行」。グループポリシーで配るときは、同じ値を配る。
setlocal
net session >nul 2>&1
if errorlevel 1 echo 管理者として実行してください。 & exit /b 1
winrm quickconfig -quiet
if errorlevel 1 exit /b 1
rem S-1-5-32-573 はイベントログの閲覧者、S-1-5-20 は NETWORK SERVICE（名前は言語により違う）
powershell -NoProfile -ExecutionPolicy Bypass -Command "$g = 'S-1-5-32-573'; if (-not (Get-LocalGroupMember -SID $g | Where-Object { $_.SID.Value -eq 'S-1-5-20' })) { Add-LocalGroupMember -SID $g -Member 'S-1-5-20' }"
if errorlevel 1 exit /b 1
reg add "HKLM\SOFTWARE\Policies\Microsoft\Windows\EventLog\EventForwarding\SubscriptionManager" /v 1 /t REG_SZ /d "Server=http://logserver.example.lg.jp:5985/wsman/SubscriptionManager/WEC,Refresh=300" /f
if errorlevel 1 exit /b 1
gpupdate /target:computer
if errorlevel 1 exit /b 1
echo 終わりました。
exit /b 0
