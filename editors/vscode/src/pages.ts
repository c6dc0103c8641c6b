/** The pages of rules that findings link to: the server has them, so that they are there without a network. */
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

export class RulePages implements vscode.TextDocumentContentProvider {
  constructor(private readonly client: () => LanguageClient | undefined) {}

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const page: unknown = await this.client()?.sendRequest("stackc/page", { uri: uri.toString() });
    return typeof page === "string" ? page : "There is no such page; the language server may not be running.";
  }
}
