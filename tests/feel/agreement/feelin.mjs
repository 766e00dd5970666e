// Answers lines of JSON {tests, text, context} with lines of JSON {value} or {error}, by feelin as browsers run it.
import { createInterface } from "node:readline";
import { evaluate, unaryTest } from "feelin";

function answer({ tests, text, context }) {
  try {
    return { value: (tests ? unaryTest : evaluate)(text, context).value ?? null };
  } catch (error) {
    return { error: error.message };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
}
