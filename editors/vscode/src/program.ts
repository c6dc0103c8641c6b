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

/** What stacks are judged under, as the settings say and the language server takes it. */
export interface Settings {
  /** Files of params; from the first folder of the workspace. */
  paramFiles: string[];
  /** Values of params, each as `name=value`. */
  params: string[];
  /** The day that dated rules judge by. */
  asOf?: string;
}

export function settings(): Settings {
  const own = vscode.workspace.getConfiguration("stackc");
  const asOf = own.get("asOf", "");
  return {
    paramFiles: own.get<string[]>("params", []),
    params: own.get<string[]>("values", []),
    ...(asOf === "" ? {} : { asOf }),
  };
}

/** Runs stackc under the settings. */
export function run(stack: string, args: readonly string[]): Promise<Outcome> {
  const { paramFiles, params, asOf } = settings();
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? stack;
  const given = [
    ...paramFiles.flatMap((file) => ["--params", path.resolve(root, file)]),
    ...params.flatMap((value) => ["--param", value]),
    ...(asOf === undefined ? [] : ["--as-of", asOf]),
  ];
  return new Promise((resolve) => {
    execFile(program(), [...args, ...given, stack], { cwd: stack, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 127;
      resolve({ code, stdout, stderr: code === 127 ? String(error) : stderr });
    });
  });
}
