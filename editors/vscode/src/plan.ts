/** Shows what `stackc plan` says, as a text beside the stack. */
import * as vscode from "vscode";

import { activeStack, run } from "./program";

export async function showPlan(): Promise<void> {
  const stack = activeStack();
  if (stack === undefined) return;
  await vscode.workspace.saveAll(false);
  const { stdout, stderr } = await run(stack, ["plan", "--color", "never"]);
  const content = [stdout, stderr].filter((text) => text.trim() !== "").join("\n");
  const document = await vscode.workspace.openTextDocument({ content, language: "plaintext" });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}
