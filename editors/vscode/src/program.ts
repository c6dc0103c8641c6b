/** Runs stackc on the stack that the active editor shows. */
import { execFile } from "node:child_process";
import * as path from "node:path";

import * as vscode from "vscode";

/** What stackc said. */
export interface Outcome {
  /** Its exit code; 0 is success. */
  code: number;
  stdout: string;
  stderr: string;
}

/** The program's name or path, as the settings say. */
export function program(): string {
  return vscode.workspace.getConfiguration("stackc").get("path", "stackc");
}

/** The folder of the stack that the active editor shows; says so where there is none. */
export function activeStack(): string | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === "stack" && document.uri.scheme === "file") return path.dirname(document.uri.fsPath);
  void vscode.window.showInformationMessage("Open a file of the stack first.");
  return undefined;
}

/** Runs stackc with the params of the settings. */
export function run(stack: string, args: readonly string[]): Promise<Outcome> {
  const params = vscode.workspace.getConfiguration("stackc").get<string[]>("params", []);
  const given = params.flatMap((file) => ["--params", file]);
  return new Promise((resolve) => {
    execFile(program(), [...args, ...given, stack], { cwd: stack, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 127;
      resolve({ code, stdout, stderr: code === 127 ? String(error) : stderr });
    });
  });
}
