" Colours of stacks where no tree-sitter grammar is installed.
if exists("b:current_syntax")
  finish
endif

syntax match stackSentence /^\s\+\zs\h\w*\ze\%(\s\|$\)\%(\s*[=.[]\)\@!/
syntax match stackProperty /\<\h\w*\ze\s*=[=>]\@!/
syntax match stackKind /^\h\w*\ze\s\+\h\w*\s*\%({\|for\>\|if\>\|$\)/
syntax match stackReference /\<\h\w*\ze\.\h/
syntax keyword stackDeclaration param secret let output module moved adopt forget test expect
syntax keyword stackControl if then else for in when
syntax match stackPreposition /\s\zs\%(to\|from\|on\|of\|into\|under\|ending\|after\|at\|by\|with\|within\|not\)\ze\s\%(\s*=\)\@!/
syntax keyword stackConstant true false none
syntax match stackNumber /\<\d[0-9_]*\%(\.\d[0-9_]*\)\?\%(%\|\%(ms\|[smhd]\)\>\|\s\%([KMGT]i\?B\|B\|bytes\?\|days\?\|hours\?\|minutes\?\|seconds\?\|vCPUs\?\|USD\|[KMG]bps\)\>\)\?/
syntax match stackTiming /\<\%(cron\|rate\|at\)([^)]*)/
syntax match stackArrow /->/
syntax match stackEscape /\\./ contained
syntax region stackInterpolation matchgroup=stackEscape start=/\${/ end=/}/ contained contains=stackReference,stackNumber,stackString
syntax region stackString start=/"/ skip=/\\./ end=/"\|$/ contains=stackEscape,stackInterpolation
syntax region stackString start=/"""/ end=/"""/ contains=stackEscape,stackInterpolation
syntax match stackComment /\/\/.*$/
syntax region stackComment start="/\*" end="\*/"
syntax region stackAllowance start=/#\[/ end=/\]/ contains=stackString

highlight default link stackSentence Statement
highlight default link stackProperty Identifier
highlight default link stackKind Type
highlight default link stackReference Type
highlight default link stackDeclaration Keyword
highlight default link stackControl Conditional
highlight default link stackPreposition Keyword
highlight default link stackConstant Boolean
highlight default link stackNumber Number
highlight default link stackTiming Special
highlight default link stackArrow Operator
highlight default link stackEscape SpecialChar
highlight default link stackString String
highlight default link stackComment Comment
highlight default link stackAllowance PreProc

let b:current_syntax = "stack"
