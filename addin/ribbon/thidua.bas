Attribute VB_Name = "ThiDua"
Option Explicit

' The one callback of every button. Jobs are declared and done in Python; this module starts it.
' ASCII only: what a clerk reads stands in the first sheet of this add-in or comes from Python.
' Of the clerk's workbook nothing is read but its name.

' Cells of the first sheet of this add-in, written when it is installed.
Private Const INTERPRETER As String = "A1"
Private Const NOT_STARTED As String = "A2"

Private Const QUOTE As String = """"
' Python has no window here. Started with 0, the first box that a job shows might not be seen.
Private Const NORMAL_WINDOW As Long = 1
Private Const STOP_SIGN As Long = 16

Private Running As Boolean

Public Sub ThiDua_OnAction(control As IRibbonControl)
    ' Excel may let a second button through while it waits for the first.
    If Running Then Exit Sub
    Running = True
    RunJob control.ID
    Running = False
End Sub

Private Sub RunJob(ByVal Job As String)
    Dim Starter As Object, Started As String, ExitCode As Long
    On Error GoTo NotStarted
    Started = CommandLine(ThisWorkbook.Worksheets(1).Range(INTERPRETER).Value, Job, BookArgument(), _
                          Application.Path & "\" & Application.Name, CStr(Application.Hwnd))
    Set Starter = CreateObject("WScript.Shell")
    ExitCode = Starter.Run(Started, NORMAL_WINDOW, True)
    If ExitCode <> 0 Then SayNotStarted Starter, CStr(ExitCode)
    Exit Sub
NotStarted:
    SayNotStarted Starter, Err.Description
End Sub

' Python has spoken to the clerk itself when it ends with 0; else nobody has.
Private Sub SayNotStarted(ByVal Starter As Object, ByVal Reason As String)
    Dim Sheet As Object
    On Error Resume Next
    If Starter Is Nothing Then
        MsgBox "Thi Dua: may nay chan WScript.Shell. " & Reason, STOP_SIGN, "Thi Dua"
    Else
        Set Sheet = ThisWorkbook.Worksheets(1)
        Starter.Popup Sheet.Range(NOT_STARTED).Value & " (" & Reason & ")", 0, Sheet.Name, STOP_SIGN
    End If
End Sub

' The argument that names the workbook in front; none where there is no workbook.
Private Function BookArgument() As String
    If Not ActiveWorkbook Is Nothing Then BookArgument = NamedArgument("wb", ActiveWorkbook.Name)
End Function

' What WScript.Shell runs. Its parts but the interpreter are ASCII without quotes, "%" and "\".
Private Function CommandLine(ByVal Python As String, ByVal Job As String, ByVal Book As String, _
                             ByVal App As String, ByVal Hwnd As String) As String
    CommandLine = QUOTE & Python & QUOTE & " -I -m addin.excel " & Job & Book & _
                  NamedArgument("app", App) & " --hwnd=" & Hwnd
End Function

Private Function NamedArgument(ByVal Key As String, ByVal Text As String) As String
    NamedArgument = " " & QUOTE & "--" & Key & "=" & Escaped(Text) & QUOTE
End Function

' Digits, letters A-Z and a-z, space and "-._" as they are, every other UTF-16 unit as "~" and four
' hexadecimal digits.
Private Function Escaped(ByVal Text As String) As String
    Dim At As Long, Code As Long
    For At = 1 To Len(Text)
        Code = AscW(Mid(Text, At, 1))
        If Code < 0 Then Code = Code + 65536
        Select Case Code
            Case 48 To 57, 65 To 90, 97 To 122, 32, 45, 46, 95
                Escaped = Escaped & Mid(Text, At, 1)
            Case Else
                Escaped = Escaped & "~" & Right("000" & Hex(Code), 4)
        End Select
    Next
End Function
