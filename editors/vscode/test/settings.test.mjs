// What the extension tells the server of the settings, and gives to the commands that it runs.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import esbuild from "esbuild";

const program = process.env.STACKC ?? fileURLToPath(new URL("../../../target/debug/stackc", import.meta.url));

/** The extension's own code, in an editor with these settings that shows this folder. */
async function within(folder, own) {
  const vscode = join(folder, "vscode.mjs");
  await writeFile(vscode, `
    const own = ${JSON.stringify(own)};
    export const workspace = {
      getConfiguration: () => ({ get: (name, other) => own[name] ?? other }),
      workspaceFolders: [{ uri: { fsPath: ${JSON.stringify(folder)} } }],
    };
    export const window = {};
  `);
  const entry = fileURLToPath(new URL("../src/program.ts", import.meta.url));
  const outfile = join(folder, "program.mjs");
  await esbuild.build({ entryPoints: [entry], bundle: true, platform: "node", format: "esm", outfile, alias: { vscode } });
  return import(pathToFileURL(outfile).href);
}

test("settings reach the server and the commands", async () => {
  const folder = await mkdtemp(join(tmpdir(), "stackc-"));
  try {
    await writeFile(join(folder, "site.stack"), 'stack site { region = "us-east-1"  account = "111122223333" }\nparam stage: "dev" | "prod"\nparam owner: string\noutput name = "${owner}-${stage}"\n');
    await writeFile(join(folder, "prod.params"), 'stage = "prod"\n');
    const own = { path: program, params: ["prod.params"], values: ["owner=me"], asOf: "2027-06-01" };
    const { run, settings } = await within(folder, own);
    assert.deepEqual(settings(), { paramFiles: ["prod.params"], params: ["owner=me"], asOf: "2027-06-01" });
    const { code, stdout, stderr } = await run(folder, ["check"]);
    assert.equal(code, 0, stdout + stderr);
  } finally {
    await rm(folder, { recursive: true });
  }
});
