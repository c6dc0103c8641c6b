/** Shows what `stackc plan` says, as a text beside the stack. */
import * as vscode from "vscode";

import { run, type Server, stackOf } from "./program";

/** Shows the plan of the stack of a file, or of the one in the active editor. */
export async function showPlan(server: Server | undefined, uri?: string): Promise<void> {
  const stack = await stackOf(server, uri);
  if (stack === undefined) return;
  await vscode.workspace.saveAll(false);
  const { stdout, stderr } = await run(stack, ["plan", "--color", "never"]);
  const content = [stdout, stderr].filter((text) => text.trim() !== "").join("\n");
  const document = await vscode.workspace.openTextDocument({ content, language: "plaintext" });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}
