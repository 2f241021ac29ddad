@echo off
rem The record is beside the program, on this stick.
start "" "%~dp0notes.exe" -I -m screening --vault "%~dp0record"
