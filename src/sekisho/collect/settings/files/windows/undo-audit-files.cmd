@echo off
rem audit-files.cmd を元に戻す（Windows の既定の値にする）。
rem 実行: 右クリックして「管理者として実行」。
setlocal
net session >nul 2>&1
if errorlevel 1 echo 管理者として実行してください。 & exit /b 1
powershell -NoProfile -ExecutionPolicy Bypass -Command "$r = New-Object Security.AccessControl.FileSystemAuditRule((New-Object Security.Principal.SecurityIdentifier 'S-1-1-0'), 'ReadData', 'ContainerInherit, ObjectInherit', 'None', 'Success'); Get-ChildItem -Directory $env:SystemDrive\Users | ForEach-Object { foreach ($n in 'Documents','Desktop') { $p = Join-Path $_.FullName $n; if (Test-Path $p) { $a = Get-Acl -Audit -LiteralPath $p; $a.RemoveAuditRuleAll($r); Set-Acl -LiteralPath $p -AclObject $a } } }"
auditpol /set /subcategory:{0CCE921D-69AE-11D9-BED3-505054503030} /success:disable
echo 終わりました。
exit /b 0
