@echo off
rem DHCP の記録を毎日 23:55 に写して残す
rem わけ: 曜日ごとのファイルは1週間で上書きされ、どのアドレスがどの端末だったかが失われる。写し先 D:\Sekisho\dhcp を町に合わせて書き換える
rem 埋まる問い: どの端末か / 同じページや相手に触れた端末はほかにないか
rem 一日の量（1台、目安）: 約1,000件、0.2 MB
rem 元に戻す: undo-dhcp-copy.cmd
rem 実行: 右クリックして「管理者として実行」。グループポリシーで配るときは、同じ値を配る。
setlocal
net session >nul 2>&1
if errorlevel 1 echo 管理者として実行してください。 & exit /b 1
if not exist "D:\Sekisho\dhcp" mkdir "D:\Sekisho\dhcp"
if errorlevel 1 exit /b 1
schtasks /create /tn "Sekisho DHCP copy" /ru SYSTEM /sc daily /st 23:55 /f /tr "powershell -NoProfile -Command \"$d = mkdir -Force ('D:\Sekisho\dhcp\' + (Get-Date -Format yyyyMMdd)); copy $env:SystemRoot\System32\dhcp\DhcpSrvLog-*.log $d -Force\""
if errorlevel 1 exit /b 1
echo 終わりました。
exit /b 0
