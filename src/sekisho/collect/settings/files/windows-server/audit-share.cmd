@echo off
rem ファイルサーバーで、開かれ、書かれた文書を記録させる
rem わけ: 共有フォルダーの文書ごとの記録（5145）は既定では残らない
rem 埋まる問い: サーバーのどの文書が、だれに、いつ開かれたか / 文書が書き換えられたり消されたりしていないか
rem 一日の量（1台、目安）: 約50,000件、40 MB（使い方による。4 GB まで広げ、早めに外へ写す）
rem 元に戻す: undo-audit-share.cmd
rem 実行: 右クリックして「管理者として実行」。グループポリシーで配るときは、同じ値を配る。
setlocal
net session >nul 2>&1
if errorlevel 1 echo 管理者として実行してください。 & exit /b 1
set "KEEP=%ProgramData%\Sekisho"
if not exist "%KEEP%" mkdir "%KEEP%"
rem 今の監査の方針を写しておく。まるごと戻すときは auditpol /restore /file:そのファイル
if not exist "%KEEP%\audit-before.csv" auditpol /backup /file:"%KEEP%\audit-before.csv"
if errorlevel 1 exit /b 1
rem 細かい区分の設定を、古い大まかな設定に消されないようにする
reg add "HKLM\SYSTEM\CurrentControlSet\Control\Lsa" /v SCENoApplyLegacyAuditPolicy /t REG_DWORD /d 1 /f
if errorlevel 1 exit /b 1
auditpol /set /subcategory:{0CCE9224-69AE-11D9-BED3-505054503030} /success:enable
if errorlevel 1 exit /b 1
auditpol /set /subcategory:{0CCE9244-69AE-11D9-BED3-505054503030} /success:enable
if errorlevel 1 exit /b 1
wevtutil sl Security /ms:4294901760 /q:true
if errorlevel 1 exit /b 1
echo 終わりました。
exit /b 0
