@echo off
rem Starts Sekisho with a Python of this computer (3.11 to 3.13, 64 bit), or with one beside this
rem file. The first start installs it in this folder: no network, no administrator.
rem Until the code page is 932 this file speaks ASCII only; afterwards the page is put back.
setlocal
set "HERE=%~dp0"
for /f "tokens=2 delims=:" %%a in ('chcp') do set "PAGE=%%a"
chcp 932 >nul 2>nul
call :find
if not defined PYTHON goto missing
"%PYTHON%" -I "%HERE%start.py" %*
set "ENDED=%ERRORLEVEL%"
goto end

:missing
echo 関所：使える Python（3.11 から 3.13、64 ビット版）がこの端末に見つからない。
echo.
echo 次のどちらかで動く。どちらも、ほかの端末で受け取って持ち込めばよい。
echo   1  python.org の「Windows embeddable package (64-bit)」を zip のまま
echo      このフォルダーに置き、もう一度 sekisho.cmd を開く。
echo      （管理者の権限は要らない。何もインストールしない）
echo   2  python.org の「Windows installer (64-bit)」で Python を入れる。
echo      （「自分だけ」を選べば管理者の権限は要らない）
set "ENDED=2"

:end
if defined PAGE chcp %PAGE% >nul 2>nul
rem opened by a double click: the window stays until it has been read
if "%~1"=="" pause
exit /b %ENDED%

:find
set "PYTHON="
if not exist "%HERE%python\python.exe" for %%z in ("%HERE%python-3.*-embed-amd64.zip") do call :unpack "%%~z"
call :try "%HERE%python\python.exe"
for %%v in (313 312 311) do call :places %%v
for /f "delims=" %%p in ('where python 2^>nul') do call :try "%%p"
exit /b 0

:unpack
mkdir "%HERE%python" 2>nul
tar -xf "%~1" -C "%HERE%python"
exit /b 0

:places
call :try "%LocalAppData%\Programs\Python\Python%1\python.exe"
call :try "%ProgramFiles%\Python%1\python.exe"
call :try "%SystemDrive%\Python%1\python.exe"
exit /b 0

:try
if defined PYTHON exit /b 0
if not exist "%~1" exit /b 0
"%~1" -I "%HERE%start.py" --fits >nul 2>nul
if not errorlevel 1 set "PYTHON=%~1"
exit /b 0
