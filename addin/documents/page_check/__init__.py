"""The page of any Word document against Nghị định 30/2020/NĐ-CP, Phụ lục I.

    report = check_file(path)

`package` opens the file, `formatting` and `reading` see it as Word shows it, `components`
recognises what stands where, the checks compare it with `layout`, `rules` holds what each of them
asks in words. Nothing here knows how our own documents are built.
"""
