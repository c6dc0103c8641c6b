// What is in the package that people install.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import yauzl from "yauzl";

const vsix = fileURLToPath(new URL("../out/stackc.vsix", import.meta.url));

async function contents() {
  const zip = await promisify(yauzl.open)(vsix, { lazyEntries: true, autoClose: false });
  const files = new Map();
  await new Promise((resolve, reject) => {
    zip.on("entry", async (entry) => {
      files.set(entry.fileName, await text(await promisify(zip.openReadStream.bind(zip))(entry)));
      zip.readEntry();
    });
    zip.on("end", resolve).on("error", reject);
    zip.readEntry();
  });
  zip.close();
  return files;
}

test("the package holds the extension, the grammar and nothing else", async () => {
  const files = await contents();
  assert.deepEqual([...files.keys()].sort(), [
    "[Content_Types].xml",
    "extension.vsixmanifest",
    "extension/LICENSE.txt",
    "extension/language-configuration.json",
    "extension/out/extension.js",
    "extension/package.json",
    "extension/readme.md",
    "extension/syntaxes/stack.tmLanguage.json",
  ]);
  const manifest = JSON.parse(files.get("extension/package.json"));
  for (const { command } of manifest.contributes.commands) {
    assert.ok(files.get("extension/out/extension.js").includes(`"${command}"`), `${command} is registered`);
  }
  const kept = await readFile(new URL("../syntaxes/stack.tmLanguage.json", import.meta.url), "utf8");
  assert.equal(files.get("extension/syntaxes/stack.tmLanguage.json"), kept);
});
