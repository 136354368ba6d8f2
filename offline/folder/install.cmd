@echo off
rem Installs Sekisho in this folder, anew if it is installed already.
call "%~dp0sekisho.cmd" --install
set "ENDED=%ERRORLEVEL%"
rem opened by a double click: the window stays until it has been read
pause
exit /b %ENDED%
