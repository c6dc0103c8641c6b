/** Starts the language server, and offers the plan and the picture of the stack in the editor. */
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

import { GraphPreview } from "./graph";
import { showPlan } from "./plan";
import { program } from "./program";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const graph = new GraphPreview();
  context.subscriptions.push(
    graph,
    vscode.commands.registerCommand("stackc.plan", showPlan),
    vscode.commands.registerCommand("stackc.graph", () => graph.show()),
    vscode.commands.registerCommand("stackc.restart", restart),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("stackc.path")) await restart();
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function start(): Promise<void> {
  const server: ServerOptions = { command: program(), args: ["lsp"] };
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: "file", language: "stack" },
      { scheme: "untitled", language: "stack" },
    ],
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{stack,params}") },
  };
  client = new LanguageClient("stackc", "stackc", server, options);
  try {
    await client.start();
  } catch (error) {
    const choice = await vscode.window.showErrorMessage(
      `\`${program()} lsp\` did not start: ${String(error)}. Set \`stackc.path\` to where stackc is.`,
      "Open Settings",
    );
    if (choice) await vscode.commands.executeCommand("workbench.action.openSettings", "stackc.path");
  }
}

async function restart(): Promise<void> {
  await client?.stop();
  await start();
}
