Option Explicit

' The add-in's own workbook plays the button, Excel and WScript.Shell.
Public ID As String
Public Hwnd As Long
Public Seen As String
Public Ends As String
Public IsOpen As String

Public Function Run(ByVal Started As String, ByVal Window As Long, ByVal Wait As Boolean) As Long
    Seen = Seen & "Run|" & Started & "|" & Window & "|" & Wait & vbLf
    If Ends = "not found" Then Err.Raise 53, "WshShell.Run", "file not found"
    If Ends = "pressed again" Then ThiDua.PressAgain
    If IsNumeric(Ends) Then Run = CLng(Ends)
End Function

Public Function Popup(ByVal Text As String, ByVal Seconds As Long, ByVal Title As String, ByVal Style As Long) As Long
    Seen = Seen & "Popup|" & Text & "|" & Seconds & "|" & Title & "|" & Style & vbLf
End Function
