; Later patterns win over earlier ones.

(comment) @comment
(allowance (rule_name) @label) @comment

(identifier) @variable

[ "param" "secret" "let" "output" "module" "moved" "adopt" "forget" "test" "expect" ] @keyword
[ "for" "in" "if" "then" "else" ] @keyword
[ "when" "not" ] @keyword
(phrase preposition: _ @keyword)
(module "from" @keyword)
(test "under" @keyword)
(keyword) @function.macro

(resource kind: (identifier) @type)
(resource name: (identifier) @constant)
(module name: (identifier) @constant)
(param name: (identifier) @parameter)
(let name: (identifier) @variable)
(output name: (identifier) @variable)
(flow event: (event) @constant)
(step (event) @constant)
(arrow event: (event) @constant)
(reference . (identifier) @variable)
(reference . (identifier) @type . (identifier) @constant)
(attribute name: (identifier) @property)
(field name: (identifier) @property)
(call function: (identifier) @function)
(operator) @function
(timing form: _ @function)

(type_name) @type
[ "list" "map" ] @type
(optional_type "?" @operator)

(boolean) @boolean
(none) @constant.builtin
(number) @number
(timing_text) @string.special
(string) @string
(block_string) @string
(keyed key: (string) @property)
(condition key: (string) @property)
(escape) @string.escape
(interpolation [ "${" "}" ] @punctuation.special)

[ "->" "=" "=>" ".." "..." "|" "??" "||" "&&" "==" "!=" "<" "<=" ">" ">=" "+" "-" "*" "/" "%" "!" ] @operator
[ "{" "}" "[" "]" "(" ")" ] @punctuation.bracket
[ "," "." ":" ] @punctuation.delimiter
