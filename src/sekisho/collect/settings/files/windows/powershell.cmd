@echo off
rem PowerShell で実行された命令を記録させる（4104）
rem わけ: ウイルスの多くは PowerShell を使い、命令の全文はここにだけ残る
rem 埋まる問い: そのウイルスは何をするものか
rem 一日の量（1台、目安）: 約200件、0.5 MB
rem 元に戻す: undo-powershell.cmd
rem 実行: 右クリックして「管理者として実行」。グループポリシーで配るときは、同じ値を配る。
setlocal
net session >nul 2>&1
if errorlevel 1 echo 管理者として実行してください。 & exit /b 1
reg add "HKLM\SOFTWARE\Policies\Microsoft\Windows\PowerShell\ScriptBlockLogging" /v EnableScriptBlockLogging /t REG_DWORD /d 1 /f
if errorlevel 1 exit /b 1
echo 終わりました。
exit /b 0
