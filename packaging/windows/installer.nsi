; 客源本's installer, by makensis. Per user, no administrator; upgrades in place; touches nothing that is not its own.
; Given by installer.py: VERSION, VERSION4, APP, OUT, ICON, SIDE, KB, PACKER, GENERATED.
Unicode true
Target amd64-unicode
ManifestSupportedOS Win10
ManifestDPIAware true
SetCompressor /SOLID ${PACKER}
RequestExecutionLevel user
!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include FileFunc.nsh
!include WordFunc.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\kyuanbook"
!define MUTEX "Local\kyuanbook-running"
!define PROGID "kyuanbook.book"

Name "客源本"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\kyuanbook"
BrandingText "客源本 ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${VERSION4}"
VIAddVersionKey /LANG=2052 "ProductName" "客源本"
VIAddVersionKey /LANG=2052 "FileDescription" "客源本 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\客源本.exe"
!define MUI_FINISHPAGE_RUN_TEXT "$(OPEN_NOW)"
!define MUI_WELCOMEPAGE_TITLE "$(WELCOME)"
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME_TEXT)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString OPEN_NOW ${LANG_SIMPCHINESE} "现在就打开客源本"
LangString OPEN_NOW ${LANG_ENGLISH} "Open 客源本 now"
LangString WELCOME ${LANG_SIMPCHINESE} "安装客源本 ${VERSION}"
LangString WELCOME ${LANG_ENGLISH} "Install 客源本 (KeYuanBen) ${VERSION}"
LangString WELCOME_TEXT ${LANG_SIMPCHINESE} "客源本装在您自己的用户名下，不用管理员，也不用上网。$\r$\n$\r$\n以前装过的，这次是升级：您的客源本和设置都原样留着。"
LangString WELCOME_TEXT ${LANG_ENGLISH} "It is installed for you alone: no administrator, no internet.$\r$\n$\r$\nIf it was installed before, this is an upgrade: your book and your settings stay as they are."
LangString RUNS ${LANG_SIMPCHINESE} "客源本正开着。请先把它关掉，再按“重试”。"
LangString RUNS ${LANG_ENGLISH} "客源本 is open. Close it, then press Retry."
LangString OLD_WINDOWS ${LANG_SIMPCHINESE} "客源本要用 64 位的 Windows 10（1809 版）或更新的系统，这台电脑装不了。"
LangString OLD_WINDOWS ${LANG_ENGLISH} "客源本 needs 64-bit Windows 10 (version 1809) or newer; it cannot be installed on this PC."
LangString OLDER ${LANG_SIMPCHINESE} "这台电脑上装的是 $0，比这个安装程序（${VERSION}）新。$\r$\n换成旧的，新版建的客源本会打不开。真要换成旧的吗？"
LangString OLDER ${LANG_ENGLISH} "Version $0 is installed here, newer than this installer (${VERSION}).$\r$\nThe older one cannot open a book made by the newer. Replace it all the same?"
LangString KEPT ${LANG_SIMPCHINESE} "客源本卸掉了。您的客源本和备份没有动，还在：$\r$\n$LOCALAPPDATA\kyuanbook"
LangString KEPT ${LANG_ENGLISH} "客源本 is removed. Your book and its backups were left alone, in:$\r$\n$LOCALAPPDATA\kyuanbook"
LangString BOOK_FILE ${LANG_SIMPCHINESE} "客源本"
LangString BOOK_FILE ${LANG_ENGLISH} "KeYuanBen customer book"

; Stops until the program is closed; silent: ends with exit code 4.
!macro WaitForEnd
  again:
  System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "${MUTEX}") p.r1'
  ${If} $1 P<> 0
    System::Call 'kernel32::CloseHandle(p r1)'
    ${If} ${Silent}
      SetErrorLevel 4
      Abort
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNS)" IDRETRY again
    SetErrorLevel 4
    Quit
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
    Goto refuse
  ${EndIf}
  ${WinVerGetBuild} $0
  ${If} $0 >= 17763
    Goto fits
  ${EndIf}
  refuse:
    IfSilent +2
    MessageBox MB_OK|MB_ICONSTOP "$(OLD_WINDOWS)"
    SetErrorLevel 5
    Quit
  fits:
  !insertmacro WaitForEnd
  ReadRegStr $0 HKCU "${KEY}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      ${If} ${Silent}
        ${GetParameters} $2
        ${GetOptions} $2 "/OLDER" $3
        ${If} ${Errors}
          SetErrorLevel 6
          Quit
        ${EndIf}
      ${Else}
        MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(OLDER)" IDYES +3
        SetErrorLevel 6
        Quit
      ${EndIf}
    ${EndIf}
  ${EndIf}
FunctionEnd

Function un.onInit
  !insertmacro WaitForEnd
FunctionEnd

Section
  ; what an older version had and this one has not goes, by the list that version left
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    CopyFiles /SILENT "$INSTDIR\uninstall.exe" "$PLUGINSDIR\before.exe"
    ExecWait '"$PLUGINSDIR\before.exe" /S /UPGRADE _?=$INSTDIR' $1
    ${If} $1 != 0
      SetErrorLevel 4
      Abort
    ${EndIf}
  ${EndIf}
  SetOverwrite on
  ; the way out first: interrupted, it can be run again or removed
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "客源本"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\客源本.exe"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegStr HKCU "${KEY}" "Publisher" "客源本"
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${KB}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  !include "${GENERATED}\files.nsh"
  SetOutPath "$INSTDIR"
  CreateShortcut "$SMPROGRAMS\客源本.lnk" "$INSTDIR\客源本.exe"
  CreateShortcut "$DESKTOP\客源本.lnk" "$INSTDIR\客源本.exe"
  WriteRegStr HKCU "Software\Classes\.kyb" "" "${PROGID}"
  WriteRegStr HKCU "Software\Classes\${PROGID}" "" "$(BOOK_FILE)"
  WriteRegStr HKCU "Software\Classes\${PROGID}\DefaultIcon" "" "$INSTDIR\客源本.exe,0"
  WriteRegStr HKCU "Software\Classes\${PROGID}\shell\open\command" "" '"$INSTDIR\客源本.exe" --book "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x8000000, i 0, p 0, p 0)'
SectionEnd

Section Uninstall
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/UPGRADE" $R1
  ${If} ${Errors}
    StrCpy $R2 ""
  ${Else}
    StrCpy $R2 "upgrade"
  ${EndIf}
  !include "${GENERATED}\uninstall.nsh"
  Delete "$INSTDIR\uninstall.exe"
  ${If} $R2 == ""
    Delete "$SMPROGRAMS\客源本.lnk"
    Delete "$DESKTOP\客源本.lnk"
    DeleteRegKey HKCU "${KEY}"
    DeleteRegKey HKCU "Software\Classes\${PROGID}"
    ReadRegStr $0 HKCU "Software\Classes\.kyb" ""
    ${If} $0 == "${PROGID}"
      DeleteRegValue HKCU "Software\Classes\.kyb" ""
      DeleteRegKey /ifempty HKCU "Software\Classes\.kyb"
    ${EndIf}
    System::Call 'shell32::SHChangeNotify(i 0x8000000, i 0, p 0, p 0)'
    RMDir "$INSTDIR"
    IfSilent +2
    MessageBox MB_OK|MB_ICONINFORMATION "$(KEPT)"
  ${EndIf}
SectionEnd
