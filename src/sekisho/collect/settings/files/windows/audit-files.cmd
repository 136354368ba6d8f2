@echo off
rem 文書とデスクトップのフォルダーで、開かれた文書を記録させる（重要な端末だけ）
rem わけ: 端末の文書が開かれたことは、この監査（4663）のほかには確かに残らない
rem 埋まる問い: 端末のどの文書が開かれたか / どの文書が外へ写されたか
rem 一日の量（1台、目安）: 約20,000件、16 MB（log-size.cmd も行う）
rem 元に戻す: undo-audit-files.cmd
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
auditpol /set /subcategory:{0CCE921D-69AE-11D9-BED3-505054503030} /success:enable
if errorlevel 1 exit /b 1
powershell -NoProfile -ExecutionPolicy Bypass -Command "$r = New-Object Security.AccessControl.FileSystemAuditRule((New-Object Security.Principal.SecurityIdentifier 'S-1-1-0'), 'ReadData', 'ContainerInherit, ObjectInherit', 'None', 'Success'); Get-ChildItem -Directory $env:SystemDrive\Users | ForEach-Object { foreach ($n in 'Documents','Desktop') { $p = Join-Path $_.FullName $n; if (Test-Path $p) { $a = Get-Acl -Audit -LiteralPath $p; $a.AddAuditRule($r); Set-Acl -LiteralPath $p -AclObject $a } } }"
if errorlevel 1 exit /b 1
echo 終わりました。
exit /b 0
