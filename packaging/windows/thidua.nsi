; The installer for one user, without administrator's rights: Python, the program, the add-in.
; build.py passes CONTENT (a folder to be installed), OUTPUT and VERSION.

Unicode true
!include "MUI2.nsh"

Name "Thi Đua ${VERSION}"
OutFile "${OUTPUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\ThiDua"
InstallDirRegKey HKCU "Software\ThiDua" "Folder"
SetCompressor /SOLID lzma
BrandingText "Thi Đua"

!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Vietnamese"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\ThiDua"

Section
  ; An older version goes first, so that none of its modules is left among the new ones.
  RMDir /r "$INSTDIR\python"
  SetOutPath "$INSTDIR\python"
  File /r "${CONTENT}/*"
  WriteRegStr HKCU "Software\ThiDua" "Folder" "$INSTDIR"
  WriteUninstaller "$INSTDIR\go_cai_dat.exe"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Thi Đua"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\go_cai_dat.exe"'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  DetailPrint "Đang cài thẻ Thi đua vào Excel…"
  nsExec::ExecToLog '"$INSTDIR\python\python.exe" -I -m addin.cli excel install'
  Pop $0
  StrCmp $0 "0" done
  MessageBox MB_OK|MB_ICONEXCLAMATION "Đã cài chương trình nhưng chưa cài được thẻ Thi đua vào Excel. Hãy đóng mọi cửa sổ Excel rồi chạy lại bộ cài này."
done:
SectionEnd

Section "Uninstall"
  nsExec::ExecToLog '"$INSTDIR\python\python.exe" -I -m addin.cli excel uninstall'
  Pop $0
  RMDir /r "$INSTDIR\python"
  Delete "$INSTDIR\go_cai_dat.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\ThiDua"
SectionEnd
