/** Runs stackc on the stack that a file belongs to. */
import { execFile } from "node:child_process";
import * as path from "node:path";

import * as vscode from "vscode";

/** What can be asked: the language server. */
export interface Server {
  sendRequest(method: string, params: unknown): Promise<unknown>;
}

/** A stack, as the language server tells of it. */
export interface Stack {
  name: string;
  /** The folder that commands run in. */
  folder: string;
  /** What names it for a command. */
  path: string;
  /** What it is judged under, as the settings say. */
  arguments: string[];
}

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

/**
 * The stack that a file belongs to, or the one in the active editor; of several, whoever sits here chooses. Says so where
 * there is none.
 */
export async function stackOf(server: Server | undefined, uri?: string): Promise<Stack | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  const active = document?.languageId === "stack" && document.uri.scheme === "file" ? document.uri.toString() : undefined;
  const file = uri ?? active;
  if (file === undefined) {
    void vscode.window.showInformationMessage("Open a file of the stack first.");
    return undefined;
  }
  if (server === undefined) {
    void vscode.window.showErrorMessage("The language server is not running, which knows the stack of this file.");
    return undefined;
  }
  const stacks = (await server.sendRequest("stackc/stacks", { uri: file })) as Stack[];
  if (stacks.length === 0) void vscode.window.showInformationMessage("No stack uses this file.");
  if (stacks.length <= 1) return stacks[0];
  const choices = stacks.map((stack) => ({ label: stack.name, description: shown(stack), stack }));
  const chosen = await vscode.window.showQuickPick(choices, { placeHolder: "Several stacks use this file: which one?" });
  return chosen?.stack;
}

/** Where a stack lies, from the folder of the workspace that holds it. */
function shown({ path: whole }: Stack): string {
  const roots = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
  const root = roots.find((one) => whole.startsWith(one + path.sep));
  return root === undefined ? whole : path.relative(root, whole);
}

/** What a stack is given, as the settings say it. */
interface Given {
  /** Files of params. */
  params?: string[];
  /** Values of params, each as `name=value`. */
  values?: string[];
  /** The day that dated rules judge by. */
  asOf?: string;
}

/** The same as the language server takes it. */
export interface ServerGiven {
  paramFiles: string[];
  params: string[];
  asOf?: string;
}

/** What stacks are judged under: all of them, and some by themselves. */
export interface Settings extends ServerGiven {
  stacks: Record<string, ServerGiven>;
}

export function settings(): Settings {
  const own = vscode.workspace.getConfiguration("stackc");
  const all = { params: own.get<string[]>("params", []), values: own.get<string[]>("values", []), asOf: own.get("asOf", "") };
  const stacks = Object.entries(own.get<Record<string, Given>>("stacks", {}));
  return { ...taken(all), stacks: Object.fromEntries(stacks.map(([folder, given]) => [folder, taken(given)])) };
}

function taken({ params = [], values = [], asOf = "" }: Given): ServerGiven {
  return { paramFiles: params, params: values, ...(asOf === "" ? {} : { asOf }) };
}

/** Runs stackc on a stack, under what it is judged under. */
export function run(stack: Stack, args: readonly string[]): Promise<Outcome> {
  const all = [...args, ...stack.arguments, stack.path];
  return new Promise((resolve) => {
    execFile(program(), all, { cwd: stack.folder, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 127;
      resolve({ code, stdout, stderr: code === 127 ? String(error) : stderr });
    });
  });
}
