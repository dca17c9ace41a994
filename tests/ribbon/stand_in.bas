' Appended to thidua.bas: what LibreOffice does not have of Excel and Windows.

Public Function Press(ByVal Job As String, ByVal Ends As String, ByVal IsOpen As String) As String
    ThisWorkbook.ID = Job
    ThisWorkbook.Hwnd = 1234
    ThisWorkbook.Seen = ""
    ThisWorkbook.Ends = Ends
    ThisWorkbook.IsOpen = IsOpen
    ThiDua_OnAction ThisWorkbook
    Press = ThisWorkbook.Seen
End Function

Public Sub PressAgain()
    ThiDua_OnAction ThisWorkbook
End Sub

Private Function Application() As Object
    Set Application = ThisWorkbook
End Function

Private Function ActiveWorkbook() As Object
    If ThisWorkbook.IsOpen <> "" Then Set ActiveWorkbook = ThisWorkbook
End Function

Private Function CreateObject(ByVal Kind As String) As Object
    If Kind = "WScript.Shell" And ThisWorkbook.Ends <> "no shell" Then Set CreateObject = ThisWorkbook
End Function

Private Function MsgBox(ByVal Text As String, ByVal Style As Long, ByVal Title As String) As Long
    ThisWorkbook.Seen = ThisWorkbook.Seen & "MsgBox|" & Text & "|" & Style & "|" & Title & vbLf
End Function
