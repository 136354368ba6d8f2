@echo off
rem プログラムの起動を、命令の全文とともに記録させる
rem わけ: 4688 に命令の全文がないと、何が起動されたかを名前でしか言えない
rem 埋まる問い: その道具はいつ起動されたか / 添付ファイルをだれが開いたか / 道具自身の記録が消えても経過を言えるか
rem 一日の量（1台、目安）: 約3,000件、3 MB（秘密の値を引数に書くソフトがあれば、それも残る。ログを見られる人を限る）
rem 元に戻す: undo-audit-process.cmd
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
auditpol /set /subcategory:{0CCE922B-69AE-11D9-BED3-505054503030} /success:enable
if errorlevel 1 exit /b 1
reg add "HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System\Audit" /v ProcessCreationIncludeCmdLine_Enabled /t REG_DWORD /d 1 /f
if errorlevel 1 exit /b 1
echo 終わりました。
exit /b 0
