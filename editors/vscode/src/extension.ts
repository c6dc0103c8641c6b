/** Starts the language server, and offers the plan and the picture of the stack in the editor. */
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type Range as LspRange, type ServerOptions } from "vscode-languageclient/node";

import { GraphPreview } from "./graph";
import { RulePages } from "./pages";
import { showPlan } from "./plan";
import { program, settings } from "./program";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const graph = new GraphPreview(() => client);
  context.subscriptions.push(
    graph,
    vscode.workspace.registerTextDocumentContentProvider("stackc", new RulePages(() => client)),
    vscode.commands.registerCommand("stackc.plan", (of: unknown) => showPlan(client, typeof of === "string" ? of : undefined)),
    vscode.commands.registerCommand("stackc.reach", showReach),
    vscode.commands.registerCommand("stackc.graph", () => graph.show()),
    vscode.commands.registerCommand("stackc.restart", restart),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("stackc.path")) await restart();
      else if (event.affectsConfiguration("stackc")) await configure();
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
    initializationOptions: settings(),
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

/** Tells the server what stacks are judged under from now on. */
async function configure(): Promise<void> {
  await client?.sendNotification("workspace/didChangeConfiguration", { settings: { stackc: settings() } });
}

/** What a lens leads to: who reaches a resource, and what it reaches, along the stack's arrows. */
async function showReach(uri: string, _address: string, range: LspRange): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const editor = await vscode.window.showTextDocument(document);
  const place = new vscode.Position(range.end.line, range.end.character);
  editor.selection = new vscode.Selection(place, place);
  await vscode.commands.executeCommand("editor.showCallHierarchy");
}

async function restart(): Promise<void> {
  await client?.stop();
  await start();
}
