vim.bo.commentstring = "// %s"
vim.bo.comments = ":///,://"
vim.bo.shiftwidth = 2
vim.bo.expandtab = true
require("stackc").start()
vim.api.nvim_buf_create_user_command(0, "StackcPlan", function()
  require("stackc").plan()
end, { desc = "Shows the plan of the stack that this file belongs to" })
