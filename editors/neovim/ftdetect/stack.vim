autocmd BufRead,BufNewFile *.stack,*.params setfiletype stack
