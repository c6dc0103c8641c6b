-- A person in Neovim: opens a broken stack, sees what is wrong, takes the fix, renames, formats.
-- Run by `test/run`.
require("stackc").setup { cmd = { vim.env.STACKC, "lsp" } }

local file = vim.env.WORK .. "/site/site.stack"
vim.fn.mkdir(vim.fn.fnamemodify(file, ":h"), "p")
vim.fn.writefile({
  'stack site { region = "us-east-1"  account = "111122223333" }',
  "",
  "// 사진 🖼",
  "bucket photos { versioning = true }",
  "",
  "function resize {",
  '  runtime = "python3.13"',
  '  handler = "app.handler"',
  '  code = "./resize"',
  "  timeout = 30",
  "  env { SOURCE = bucket.photos.name }",
  "}",
}, file)

local function wait_for(what, found)
  assert(vim.wait(20000, found, 20), "waited in vain for " .. what)
end

local function errors()
  return vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR })
end

local function lines()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
end

--- Asks the server, waits for its answer.
local function ask(method, params)
  local answers, why = vim.lsp.buf_request_sync(0, method, params, 20000)
  assert(answers, why)
  for _, answer in pairs(answers) do
    assert(not answer.error, vim.inspect(answer.error))
    return answer.result
  end
  error("nobody answers " .. method)
end

vim.cmd("edit " .. file)
assert(vim.bo.filetype == "stack", "the file type is " .. vim.bo.filetype)
wait_for("the server", function()
  return #vim.lsp.get_active_clients() == 1 and vim.lsp.get_active_clients()[1].initialized
end)

-- Sees the diagnostic.
wait_for("the diagnostic", function()
  return #errors() == 1
end)
local found = errors()[1]
assert(found.code == "missing-unit" and found.lnum == 9 and found.col == 12, vim.inspect(found))

-- Takes the fix.
vim.api.nvim_win_set_cursor(0, { 10, 12 })
local params = vim.lsp.util.make_range_params()
params.context = { diagnostics = { found.user_data and found.user_data.lsp and {
  range = { start = { line = 9, character = 12 }, ["end"] = { line = 9, character = 14 } },
  code = "missing-unit", message = found.message, severity = 1, source = "stackc",
} or nil }, only = { "quickfix" } }
local client = vim.lsp.get_active_clients()[1]
local fix
for _, action in ipairs(ask("textDocument/codeAction", params)) do
  fix = fix or (action.edit and action.kind == "quickfix" and action)
end
assert(fix, "there is no fix")
vim.lsp.util.apply_workspace_edit(fix.edit, client.offset_encoding)
wait_for("the end of the diagnostic", function()
  return #errors() == 0
end)
assert(lines():find("timeout = 30s"), lines())

-- Renames, beyond characters of two UTF-16 units and with the line that keeps the bucket.
vim.api.nvim_win_set_cursor(0, { 4, 8 })
params = vim.lsp.util.make_position_params()
params.newName = "pictures"
vim.lsp.util.apply_workspace_edit(ask("textDocument/rename", params), client.offset_encoding)
assert(lines():find("bucket pictures {", 1, true), lines())
assert(lines():find("bucket.pictures.name", 1, true), lines())
assert(lines():find("moved bucket.photos -> bucket.pictures", 1, true), lines())

-- Formats.
vim.lsp.buf.formatting_sync(nil, 20000)
assert(lines():find('  code    = "./resize"', 1, true), lines())
assert(lines():find("🖼", 1, true), lines())
vim.cmd("write")
wait_for("a sound stack", function()
  return #errors() == 0
end)

-- Plans the stack that the file belongs to.
vim.cmd("StackcPlan")
wait_for("the plan", function()
  return lines():find("create", 1, true) and lines():find("bucket.pictures", 1, true)
end)
vim.cmd("close")

vim.lsp.stop_client(vim.lsp.get_active_clients())
print("seen, fixed, renamed, formatted, planned")
