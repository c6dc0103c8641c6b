--- Stacks in Neovim, from 0.7 on: starts `stackc lsp` for each folder with stacks.
local M = {}

--- What may be set before the first stack is opened.
M.settings = {
  --- The program and its arguments.
  cmd = { "stackc", "lsp" },
  --- Called with the client and the buffer, once the server is ready for it; a place for key bindings.
  on_attach = function(_, _) end,
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

return M
