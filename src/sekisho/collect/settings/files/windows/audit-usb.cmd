@echo off
rem USB 機器の接続と、その上のファイルの読み書きを記録させる
rem わけ: 接続は 6416、取り外せる媒体のファイルは 4663 に残る。どちらも既定では残らない
rem 埋まる問い: どの USB 機器が、どの端末に、いつ接続されたか / USB 機器に何が写されたか
rem 一日の量（1台、目安）: 約50件、0.1 MB（大量に写すと増える）
rem 元に戻す: undo-audit-usb.cmd
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
auditpol /set /subcategory:{0CCE9248-69AE-11D9-BED3-505054503030} /success:enable
if errorlevel 1 exit /b 1
auditpol /set /subcategory:{0CCE9245-69AE-11D9-BED3-505054503030} /success:enable /failure:enable
if errorlevel 1 exit /b 1
wevtutil sl "Microsoft-Windows-DriverFrameworks-UserMode/Operational" /e:true /ms:16777216 /q:true
if errorlevel 1 exit /b 1
wevtutil sl "Microsoft-Windows-Partition/Diagnostic" /ms:16777216 /q:true
if errorlevel 1 exit /b 1
echo 終わりました。
exit /b 0
