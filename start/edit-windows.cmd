@echo off
rem Starts the editor of the directory in the browser. Double-click this file.
setlocal
cd /d "%~dp0.."
set "PYTHON="
py -3 -c "" >nul 2>nul && set "PYTHON=py -3"
if not defined PYTHON python -c "" >nul 2>nul && set "PYTHON=python"
if not defined PYTHON goto missing
%PYTHON% build.py edit %*
if errorlevel 1 pause
exit /b

:missing
echo The editor needs Python 3.11 or newer, and there is none on this computer.
echo.
echo   1. Open https://www.python.org/downloads/ and choose the button at the top.
echo   2. Open the file that comes, tick "Add python.exe to PATH" and choose "Install Now".
echo   3. Double-click this file again.
echo.
echo If you may not install programs here, ask whoever looks after this computer.
pause
exit /b 2
