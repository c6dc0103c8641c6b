/** Shows the stack as a picture, drawn anew whenever one of its files is saved. */
import * as vscode from "vscode";

import { run, type Server, type Stack, stackOf } from "./program";

export class GraphPreview implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private stack: Stack | undefined;
  private readonly saved = vscode.workspace.onDidSaveTextDocument(async (document) => {
    if (document.languageId === "stack") await this.draw();
  });

  constructor(private readonly server: () => Server | undefined) {}

  /** Shows the picture of the stack in the active editor. */
  async show(): Promise<void> {
    const stack = await stackOf(this.server());
    if (stack === undefined) return;
    this.stack = stack;
    if (this.panel === undefined) {
      this.panel = vscode.window.createWebviewPanel(
        "stackc.graph",
        "Stack",
        { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
        { enableScripts: false, localResourceRoots: [] },
      );
      this.panel.onDidDispose(() => (this.panel = undefined));
    } else {
      this.panel.reveal(undefined, true);
    }
    await this.draw();
  }

  dispose(): void {
    this.saved.dispose();
    this.panel?.dispose();
  }

  private async draw(): Promise<void> {
    if (this.panel === undefined || this.stack === undefined) return;
    const { code, stdout, stderr } = await run(this.stack, ["graph", "--format", "svg"]);
    const panel = this.panel;
    if (panel !== undefined) panel.webview.html = page(code === 0 ? stdout : `<pre>${escaped(stderr || stdout)}</pre>`);
  }
}

/** A page without scripts that shows this. */
function page(content: string): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  return `<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="${policy}">
<style>body { background: white; color: black } svg { max-width: 100% }</style></head><body>${content}</body></html>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
