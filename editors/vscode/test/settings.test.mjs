// What the extension tells the server of the settings, and gives to the commands that it runs.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { extensionIn, inFolder, program, withServer } from "./server.mjs";

const stack = (name, rest) => `stack ${name} { region = "us-east-1"  account = "111122223333" }\n${rest}`;
const part = "param visits: bucket\noutput name = visits.name\n";
const uses = 'bucket files {}\nmodule part from "./part" { visits = bucket.files }\noutput of_part = module.part.name\n';

test("settings reach the server and the commands, each stack's own before what is for all", async () => {
  const files = {
    "shop/shop.stack": stack("shop", 'param stage: "dev" | "prod"\nparam owner: string\nbucket files { name = "${owner}-${stage}" }\n'),
    "shop/prod.params": 'stage = "prod"\n',
    "plain/plain.stack": stack("plain", 'param stage: "dev" | "prod"\noutput s = stage\n'),
  };
  await inFolder(files, async (folder) => {
    const own = {
      path: program,
      values: ["stage=dev", "owner=all"],
      asOf: "2027-06-01",
      stacks: { shop: { params: ["prod.params"], values: ["owner=me", "stage=prod"] } },
    };
    const { run, settings, stackOf } = await extensionIn(folder, own);
    assert.deepEqual(settings(), {
      paramFiles: [], params: ["stage=dev", "owner=all"], asOf: "2027-06-01",
      stacks: { shop: { paramFiles: ["prod.params"], params: ["owner=me", "stage=prod"] } },
    });
    await withServer(folder, settings(), async (client) => {
      const arguments_ = async (file) => (await stackOf(client, pathToFileURL(join(folder, file)).href)).arguments;
      // A value that is for all is passed over where there is no such param.
      assert.deepEqual(await arguments_("plain/plain.stack"), ["--param", "stage=dev", "--as-of", "2027-06-01"]);
      const given = [
        "--params", join(folder, "shop/prod.params"), "--param", "stage=dev", "--param", "owner=all",
        "--param", "owner=me", "--param", "stage=prod", "--as-of", "2027-06-01",
      ];
      assert.deepEqual(await arguments_("shop/shop.stack"), given);
      assert.deepEqual(await arguments_("shop/prod.params"), given);
      const shop = await stackOf(client, pathToFileURL(join(folder, "shop/shop.stack")).href);
      const { code, stdout, stderr } = await run(shop, ["check"]);
      assert.equal(code, 0, stdout + stderr);
      const planned = await run(shop, ["plan", "--color", "never"]);
      assert.match(planned.stdout, /me-prod/);
    });
  });
});

test("a module's file leads to the stack that uses it; of several one is chosen", async () => {
  const files = {
    "both/one.stack": stack("one", uses), "both/two.stack": stack("two", uses), "both/part/part.stack": part,
    "lonely/lonely.stack": part,
  };
  await inFolder(files, async (folder) => {
    const { run, said, stackOf } = await extensionIn(folder, { path: program }, (choice) => choice.description === join("both", "two.stack"));
    await withServer(folder, undefined, async (client) => {
      const of = (file) => stackOf(client, pathToFileURL(join(folder, file)).href);
      const chosen = await of("both/part/part.stack");
      const path = join(folder, "both/two.stack");
      assert.deepEqual(chosen, { name: "two", folder: join(folder, "both"), path, arguments: [] });
      const { code, stdout, stderr } = await run(chosen, ["graph", "--format", "svg"]);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /<svg/);
      assert.equal((await of("both/one.stack")).name, "one");
      assert.equal(await of("lonely/lonely.stack"), undefined);
      assert.deepEqual(said, ["No stack uses this file."]);
    });
    assert.equal(await stackOf(undefined, "file:///x.stack"), undefined);
    assert.equal(await stackOf(undefined), undefined);
    assert.equal(said.length, 3);
  });
});
