--- Stacks in Neovim, from 0.7 on: starts `stackc lsp` for each folder with stacks.
local M = {}

--- What may be set before the first stack is opened.
M.settings = {
  --- The program and its arguments.
  cmd = { "stackc", "lsp" },
  --- Called with the client and the buffer, once the server is ready for it; a place for key bindings.
  on_attach = function(_, _) end,
  --- What stacks are given: `{ params = { "owner=me" }, stacks = { shop = { paramFiles = { "prod.params" } } } }`.
  settings = vim.empty_dict(),
}

--- Takes settings over: `require("stackc").setup { cmd = { "/opt/stackc", "lsp" } }`.
function M.setup(settings)
  M.settings = vim.tbl_extend("force", M.settings, settings or {})
end

-- The client of each root, by folder.
local clients = {}

--- The folder that a file's stack lives in: the nearest upwards that is a repository or has kept a state, else its own.
local function root(file)
  local folder = vim.fn.fnamemodify(file, ":p:h")
  local at = folder
  while true do
    if vim.fn.isdirectory(at .. "/.stackc") == 1 or vim.fn.isdirectory(at .. "/.git") == 1 then
      return at
    end
    local up = vim.fn.fnamemodify(at, ":h")
    if up == at then
      return folder
    end
    at = up
  end
end

--- Attaches the current buffer to the server of its folder, which is started if there is none.
function M.start()
  local buffer = vim.api.nvim_get_current_buf()
  local file = vim.api.nvim_buf_get_name(buffer)
  if file == "" or vim.bo[buffer].buftype ~= "" then
    return
  end
  local folder = root(file)
  if not clients[folder] or not vim.lsp.get_client_by_id(clients[folder]) then
    clients[folder] = vim.lsp.start_client {
      name = "stackc",
      cmd = M.settings.cmd,
      root_dir = folder,
      workspace_folders = { { uri = vim.uri_from_fname(folder), name = folder } },
      get_language_id = function()
        return "stack"
      end,
      init_options = M.settings.settings,
      on_attach = M.settings.on_attach,
      on_exit = function()
        clients[folder] = nil
      end,
    }
  end
  if clients[folder] then
    vim.lsp.buf_attach_client(buffer, clients[folder])
  end
end

--- Shows a text beside the stack, in a buffer that goes with its window.
local function show(name, text)
  vim.cmd("botright new")
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].buftype, vim.bo[buffer].bufhidden, vim.bo[buffer].swapfile = "nofile", "wipe", false
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(text, "\n", { trimempty = true }))
  vim.bo[buffer].modifiable = false
  pcall(vim.api.nvim_buf_set_name, buffer, name)
end

--- Runs a command on a stack that the server has told of.
local function run(stack, command)
  local words = { M.settings.cmd[1] }
  vim.list_extend(words, command)
  vim.list_extend(words, stack.arguments)
  table.insert(words, stack.path)
  local before = vim.fn.getcwd()
  vim.fn.chdir(stack.folder)
  local text = vim.fn.system(words)
  vim.fn.chdir(before)
  show("stackc plan: " .. stack.name, text)
end

--- Shows the plan of the stack that the current file belongs to; of several, the one that is chosen.
function M.plan()
  local uri = vim.uri_from_bufnr(0)
  vim.lsp.buf_request(0, "stackc/stacks", { uri = uri }, function(error, stacks)
    if error or not stacks or #stacks == 0 then
      vim.notify(error and error.message or "No stack uses this file.", vim.log.levels.WARN)
      return
    end
    local function plan(stack)
      if stack then
        run(stack, { "plan", "--color", "never" })
      end
    end
    if #stacks == 1 then
      return plan(stacks[1])
    end
    local named = function(stack)
      return stack.name .. "  " .. stack.path
    end
    vim.ui.select(stacks, { prompt = "Several stacks use this file: ", format_item = named }, plan)
  end)
end

-- What the line above a declaration leads to.
vim.lsp.commands["stackc.plan"] = function()
  M.plan()
end
vim.lsp.commands["stackc.reach"] = function(command)
  local place = command.arguments[3]["end"]
  vim.api.nvim_win_set_cursor(0, { place.line + 1, place.character })
  vim.lsp.buf.incoming_calls()
end

return M
