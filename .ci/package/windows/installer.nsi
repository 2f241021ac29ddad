; The installer for Windows: for one person, without rights of an administrator.
; makensis -DFOLDER=... -DVERSION=... -DOUT=... installer.nsi
!include LogicLib.nsh
Target amd64-unicode ; the program is for 64 bits alone
SetCompressor /SOLID lzma
RequestExecutionLevel user
Name "Workplace notes"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Workplace notes"
InstallDirRegKey HKCU "Software\Workplace notes" "Folder"
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Workplace notes"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Workplace notes"
VIAddVersionKey "LegalCopyright" "Apache-2.0; see licences"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Workplace notes"

Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

!macro RemoveProgram
  ; Only what the installer laid down. A record is never there: it is in AppData\Local\notes, or where the officer put it.
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\sbom.cdx.json"
  Delete "$INSTDIR\*.cmd"
  Delete "$INSTDIR\notes.exe"
  Delete "$INSTDIR\python*"
  Delete "$INSTDIR\vcruntime140*.dll"
  Delete "$INSTDIR\lib*.dll"
  Delete "$INSTDIR\sqlite3.dll"
  Delete "$INSTDIR\*.pyd"
  Delete "$INSTDIR\LICENSE.txt"
!macroend

!macro RefuseWhileOpen
  ; A program that is open keeps its files: say so before anything is changed.
  ${If} ${FileExists} "$INSTDIR\notes.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\notes.exe" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "Workplace notes is open. Nothing was changed. Close it, then start this again.$\r$\n$\r$\nProgram ini sedang dibuka. Tiada apa-apa diubah. Tutup program, kemudian mulakan semula." /SD IDOK
      SetErrorLevel 2
      Abort
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Section
  !insertmacro RefuseWhileOpen
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\Workplace notes.lnk" "$INSTDIR\notes.exe" "-I -m screening"
  WriteRegStr HKCU "Software\Workplace notes" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Workplace notes"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  !insertmacro RefuseWhileOpen
  !insertmacro RemoveProgram
  Delete "$SMPROGRAMS\Workplace notes.lnk"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; never with /r: what else lies there stays
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\Workplace notes"
SectionEnd
