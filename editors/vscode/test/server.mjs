// The real server, and the extension's own code beside it.
// STACKC says where the program is; else the debug build of this checkout is used.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import esbuild from "esbuild";
import {
  createProtocolConnection, ExitNotification, InitializedNotification, InitializeRequest, ShutdownRequest,
  StreamMessageReader, StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

export const program = process.env.STACKC ?? fileURLToPath(new URL("../../../target/debug/stackc", import.meta.url));

/** Does something in a folder with these files, which goes afterwards. */
export async function inFolder(files, work) {
  const folder = await mkdtemp(join(tmpdir(), "stackc-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Does something with a server that works in a folder under these settings. */
export async function withServer(folder, initializationOptions, work) {
  const server = spawn(program, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
  const client = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  client.onUnhandledNotification(() => {});
  client.listen();
  await client.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "root" }],
    initializationOptions,
    capabilities: {},
  });
  await client.sendNotification(InitializedNotification.type, {});
  try {
    return await work(client);
  } finally {
    await client.sendRequest(ShutdownRequest.type);
    await client.sendNotification(ExitNotification.type);
    client.dispose();
  }
}

/** The extension's own code, in an editor with these settings that shows this folder; of a list the first that fits is chosen. */
export async function extensionIn(folder, own, choose = () => true) {
  const vscode = join(folder, "vscode.mjs");
  const said = [];
  globalThis.editor = { own, folder, said, choose };
  await writeFile(vscode, `
    const { own, folder, said, choose } = globalThis.editor;
    export const workspace = {
      getConfiguration: () => ({ get: (name, other) => own[name] ?? other }),
      workspaceFolders: [{ uri: { fsPath: folder } }],
    };
    export const window = {
      showInformationMessage: (text) => said.push(text),
      showErrorMessage: (text) => said.push(text),
      showQuickPick: async (choices) => choices.find(choose),
    };
  `);
  const entry = fileURLToPath(new URL("../src/program.ts", import.meta.url));
  const outfile = join(folder, "program.mjs");
  await esbuild.build({ entryPoints: [entry], bundle: true, platform: "node", format: "esm", outfile, alias: { vscode } });
  return { ...(await import(pathToFileURL(outfile).href)), said };
}
