// A session with the real server, led by the protocol client that VS Code itself uses.
// STACKC says where the program is; else the debug build of this checkout is used.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import {
  CodeActionRequest, CompletionRequest, createProtocolConnection, DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification, DocumentFormattingRequest, ExitNotification, HoverRequest, InitializedNotification,
  InitializeRequest, PublishDiagnosticsNotification, RenameRequest, ShutdownRequest, StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

const program = process.env.STACKC ?? fileURLToPath(new URL("../../../target/debug/stackc", import.meta.url));

const broken = `stack site { region = "us-east-1"  account = "111122223333" }

bucket photos {
  versoning = true
}

function resize {
  runtime = "python3.13"
  handler = "app.handler"
  code    = "./resize"
  timeout = 30
}
`;

let folder, server, client, uri;
let version = 1;
let text = broken;
const found = new Map();
const waiting = [];

/** What the server finds in the document at its present version. */
async function diagnostics() {
  const present = () => {
    const last = found.get(uri);
    return last !== undefined && (last.version === undefined || last.version >= version) ? last : undefined;
  };
  while (present() === undefined) await new Promise((resolve) => waiting.push(resolve));
  return present().diagnostics;
}

/** The errors among them. */
async function errors() {
  return (await diagnostics()).filter(({ severity }) => severity === 1);
}

function place(of) {
  const before = text.slice(0, text.indexOf(of)).split("\n");
  return { line: before.length - 1, character: before.at(-1).length };
}

function applied(edits) {
  const lines = text.split("\n");
  const offset = ({ line, character }) =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce((all, { range, newText }) => all.slice(0, offset(range.start)) + newText + all.slice(offset(range.end)), text);
}

async function change(to) {
  text = to;
  version += 1;
  found.delete(uri);
  await client.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version },
    contentChanges: [{ text }],
  });
}

/** The edits of the one document that a workspace edit touches. */
function editsOf(edit) {
  const documents = edit.documentChanges ?? Object.entries(edit.changes).map(([of, edits]) => ({ textDocument: { uri: of }, edits }));
  assert.equal(documents.length, 1);
  assert.equal(documents[0].textDocument.uri, uri);
  return documents[0].edits;
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "stackc-"));
  const file = join(folder, "site.stack");
  await writeFile(file, text);
  uri = pathToFileURL(file).href;
  server = spawn(program, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
  client = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  client.onNotification(PublishDiagnosticsNotification.type, (published) => {
    found.set(published.uri, published);
    waiting.splice(0).forEach((resolve) => resolve());
  });
  client.onUnhandledNotification(() => {});
  client.listen();
  const { capabilities, serverInfo } = await client.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "site" }],
    capabilities: {
      textDocument: {
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source", "refactor"] } } },
        completion: { completionItem: { snippetSupport: true } },
        publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true },
        rename: { prepareSupport: true },
      },
      workspace: { workspaceFolders: true, workspaceEdit: { documentChanges: true } },
    },
  });
  assert.equal(serverInfo.name, "stackc");
  assert.ok(capabilities.hoverProvider && capabilities.completionProvider && capabilities.renameProvider);
  await client.sendNotification(InitializedNotification.type, {});
  await client.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: "stack", version, text },
  });
});

after(async () => {
  await rm(folder, { recursive: true, force: true });
});

test("a broken stack shows its mistakes where they are, with pages to read on", async () => {
  const shown = (await errors()).map(({ code, range }) => [code, range.start.line]).sort();
  assert.deepEqual(shown, [["missing-unit", 10], ["unknown-attribute", 3]]);
  assert.ok((await errors()).every(({ source }) => source === "stackc"));
});

test("each mistake has a fix that mends it", async () => {
  for (const of of ["versoning", "30\n"]) {
    const context = { diagnostics: await diagnostics(), only: ["quickfix"] };
    const start = place(of);
    const actions = await client.sendRequest(CodeActionRequest.type, {
      textDocument: { uri }, range: { start, end: start }, context,
    });
    const fix = actions.find(({ edit, kind }) => kind === "quickfix" && edit !== undefined);
    assert.ok(fix, `a fix of ${of}`);
    await change(applied(editsOf(fix.edit)));
  }
  assert.match(text, /versioning = true/);
  assert.match(text, /timeout = 30s/);
  assert.deepEqual(await errors(), []);
});

test("hovers tell limits, defaults and where they come from", async () => {
  const hover = await client.sendRequest(HoverRequest.type, { textDocument: { uri }, position: place("timeout") });
  const { value } = hover.contents;
  assert.match(value, /duration/);
  assert.match(value, /1s.*15m|900s/);
});

test("completion offers what is missing where one types", async () => {
  await change(text.replace("  timeout = 30s\n", "  timeout = 30s\n  mem\n"));
  const { line } = place("  mem\n");
  const answer = await client.sendRequest(CompletionRequest.type, {
    textDocument: { uri }, position: { line, character: 5 },
  });
  const items = Array.isArray(answer) ? answer : answer.items;
  assert.ok(items.some(({ label }) => label === "memory"), items.map(({ label }) => label).join(", "));
  await change(text.replace("  mem\n", ""));
});

test("a rename writes the line that keeps what exists", async () => {
  const edit = await client.sendRequest(RenameRequest.type, {
    textDocument: { uri }, position: place("photos"), newName: "pictures",
  });
  await change(applied(editsOf(edit)));
  assert.match(text, /bucket pictures \{/);
  assert.match(text, /moved bucket\.photos -> bucket\.pictures/);
  assert.deepEqual(await errors(), []);
});

test("formatting lines the text up", async () => {
  await change(text.replace("code    =", "code ="));
  const edits = await client.sendRequest(DocumentFormattingRequest.type, {
    textDocument: { uri }, options: { tabSize: 2, insertSpaces: true },
  });
  await change(applied(edits));
  assert.match(text, /code {4}= "\.\/resize"/);
});

test("the server ends when it is told to", async () => {
  const ended = new Promise((resolve) => server.on("exit", resolve));
  await client.sendRequest(ShutdownRequest.type);
  await client.sendNotification(ExitNotification.type);
  assert.equal(await ended, 0);
});
