-- The tree-sitter grammar in a real editor: every sound stack is read without an error, and its words have their places.
-- Run by `test/run`, which builds the parser first.
local parser, stacks = vim.env.STACK_PARSER, vim.env.STACKS
vim.treesitter.require_language("stack", parser)

local function tree(text)
  return vim.treesitter.get_string_parser(text, "stack"):parse()[1]:root()
end

local function read(file)
  return table.concat(vim.fn.readfile(file), "\n") .. "\n"
end

local count = 0
for _, file in ipairs(vim.fn.split(vim.fn.globpath(stacks, "**/*.stack"), "\n")) do
  if not file:find("/bad/") then
    assert(not tree(read(file)):has_error(), file .. " is read with an error")
    count = count + 1
  end
end
assert(count > 10, "only " .. count .. " stacks were found")

local function shape(text)
  return tree(text):sexpr()
end

local function expect(text, wanted)
  local found = shape(text)
  assert(found == wanted, text .. "\n" .. found .. "\n" .. wanted)
end

-- What the scanner decides: a word before `=` is the next entry's name, a word on the next line is no operand.
expect("a b {\n  keep\n  spread by host\n}\n",
  "(file (resource kind: (identifier) name: (identifier) body: (body (sentence word: (keyword))"
    .. " (sentence word: (keyword) (phrase (reference (identifier)))))))")
expect("a b { keep  port = 3 MB }\n",
  "(file (resource kind: (identifier) name: (identifier) body: (body (sentence word: (keyword))"
    .. " (attribute name: (identifier) value: (number)))))")
expect('let a = """\n  one ${x} "two"\n  """\n',
  "(file (let name: (identifier) value: (block_string (text) (interpolation (reference (identifier))) (text))))")
assert(not tree("alarm a { metric = function.f.Duration.p99.9 + api.a.5xx.sum }\n"):has_error(), "metrics are read")
assert(tree("bucket {{ = }\n"):has_error(), "what is broken is read as broken")

vim.treesitter.parse_query("stack", read(vim.env.QUERIES .. "/highlights.scm"))
vim.treesitter.parse_query("stack", read(vim.env.QUERIES .. "/folds.scm"))
vim.treesitter.parse_query("stack", read(vim.env.QUERIES .. "/indents.scm"))
print(count .. " stacks read without an error")
