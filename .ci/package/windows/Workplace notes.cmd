@echo off
rem The record is on this laptop.
start "" "%~dp0notes.exe" -I -m screening
