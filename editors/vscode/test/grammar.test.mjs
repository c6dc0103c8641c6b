// Colours: which scopes VS Code gives to the words of a stack.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";

import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const require = createRequire(import.meta.url);
const here = new URL(".", import.meta.url);

async function grammar() {
  const wasm = await readFile(require.resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () =>
      textmate.parseRawGrammar(await readFile(new URL("../syntaxes/stack.tmLanguage.json", here), "utf8"), "a.json"),
  });
  return registry.loadGrammar("source.stack");
}

/** Each word of a text with its innermost scope, without `.stack`. */
function scopes(tokens, text) {
  let state = textmate.INITIAL;
  return text.split("\n").flatMap((line) => {
    const read = tokens.tokenizeLine(line, state);
    state = read.ruleStack;
    return read.tokens
      .map(({ startIndex, endIndex, scopes }) => [line.slice(startIndex, endIndex).trim(), scopes.at(-1).replace(/\.stack$/, "")])
      .filter(([word]) => word !== "");
  });
}

const tokens = await grammar();

test("each sort of word has its colour", () => {
  const text = [
    '/// Photos.',
    'bucket uploads if stage == "prod" {',
    '  versioning = true',
    '  expire after 30 days under "raw/${stage}"',
    '}',
    'param keep: duration = 30 days',
    'bucket.uploads created -> function.resize { retries = 2 }',
    'schedule nightly { every = cron(0 3 * * ? *) }',
  ].join("\n");
  const found = new Map(scopes(tokens, text));
  for (const [word, scope] of [
    ["/// Photos.", "comment.line.documentation"],
    ["bucket", "entity.name.type"],
    ["versioning", "variable.other.property"],
    ["true", "constant.language"],
    ["expire", "keyword.other.statement"],
    ["after", "keyword.control"],
    ["30 days", "constant.numeric"],
    ["param", "keyword.declaration"],
    ["keep", "variable.parameter"],
    ["duration", "support.type"],
    ["->", "keyword.operator.arrow"],
    ["cron", "support.function.timing"],
    ["0 3 * * ? *", "string.unquoted.timing"],
    ["if", "keyword.control"],
  ]) {
    assert.equal(found.get(word), scope, word);
  }
});

test("no string of a shipped stack runs over its end", async () => {
  const text = await readFile(new URL("../../../stacks/thumbnails/thumbnails.stack", here), "utf8");
  let state = textmate.INITIAL;
  for (const line of text.split("\n")) {
    state = tokens.tokenizeLine(line, state).ruleStack;
  }
  assert.equal(state.depth, 1, "the last line ends outside of everything");
});
