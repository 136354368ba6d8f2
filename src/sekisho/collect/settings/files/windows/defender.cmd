@echo off
rem Microsoft Defender に、毎週の完全スキャンと4時間ごとの更新を行わせる
rem わけ: 完全スキャンは既定では行われない。ほかの製品では管理画面で同じことを設定する
rem 埋まる問い: 各端末の最後の完全スキャンはいつか / 除去は済んだと言えるか
rem 一日の量（1台、目安）: 約10件
rem 元に戻す: undo-defender.cmd
rem 実行: 右クリックして「管理者として実行」。グループポリシーで配るときは、同じ値を配る。
setlocal
net session >nul 2>&1
if errorlevel 1 echo 管理者として実行してください。 & exit /b 1
powershell -NoProfile -ExecutionPolicy Bypass -Command "Set-MpPreference -ScanParameters FullScan -ScanScheduleDay Friday -ScanScheduleTime 12:05:00 -ScanOnlyIfIdleEnabled $true -CheckForSignaturesBeforeRunningScan $true -SignatureScheduleDay Everyday -SignatureUpdateInterval 4"
if errorlevel 1 exit /b 1
echo 終わりました。
exit /b 0
