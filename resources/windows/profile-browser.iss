; The installer for Windows, made by Inno Setup 6.3 or later: after `pyinstaller build.spec`,
; `ISCC.exe resources\windows\profile-browser.iss` creates dist\profile-browser-VERSION-setup.exe.

#define Title "Profile Browser"
#define Build "..\..\dist\profile-browser"
#define Program "profile-browser.exe"
#define Scheme "profile-browser"
#define Version GetStringFileInfo(SourcePath + Build + "\" + Program, "ProductVersion")

[Setup]
; Windows finds an earlier version by this name, and the new one takes its place. Never change it.
AppId={{2B543CFD-B419-413A-91BB-2E14271D13CF}
AppName={#Title}
AppVersion={#Version}
AppPublisher=The Profile Browser developers
UninstallDisplayName={#Title}
UninstallDisplayIcon={app}\{#Program}
SetupIconFile=..\icons\profile-browser.ico
VersionInfoVersion={#GetVersionNumbersString(SourcePath + Build + "\" + Program)}
; For everybody on the computer, or, if chosen, for one person without an administrator's rights.
PrivilegesRequired=admin
PrivilegesRequiredOverridesAllowed=commandline dialog
DefaultDirName={autopf}\{#Title}
DisableProgramGroupPage=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
WizardStyle=modern
SolidCompression=yes
ChangesAssociations=yes
OutputDir=..\..\dist
OutputBaseFilename=profile-browser-{#Version}-setup

[InstallDelete]
; An earlier version may have files that this one has not.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Build}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs
Source: "..\..\LICENSE"; DestDir: "{app}"; Flags: ignoreversion

[Registry]
; Links such as profile-browser://user/johndoe open the program. What follows "--" is never an option.
Root: HKA; Subkey: "Software\Classes\{#Scheme}"; ValueType: string; ValueData: "URL:{#Title}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\{#Scheme}"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\{#Scheme}\DefaultIcon"; ValueType: string; ValueData: """{app}\{#Program}"",0"
Root: HKA; Subkey: "Software\Classes\{#Scheme}\shell\open\command"; ValueType: string; ValueData: """{app}\{#Program}"" -- ""%1"""

[Icons]
Name: "{autoprograms}\{#Title}"; Filename: "{app}\{#Program}"
