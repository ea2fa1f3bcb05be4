"""导入客户: a table from a file or the clipboard, looked at before it comes into the book."""
