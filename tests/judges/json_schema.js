// node json_schema.js SCHEMA LINES: for each line of LINES (a JSON document) prints "valid" or "invalid: why".
const fs = require("node:fs");
const Ajv = require("ajv/dist/2020");
const formats = require("ajv-formats");

const [schema, lines] = process.argv.slice(2).map((file) => fs.readFileSync(file, "utf8"));
const ajv = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allErrors: false });
ajv.addVocabulary(["x-key", "x-law", "x-codes"]);
formats(ajv);
const valid = ajv.compile(JSON.parse(schema));
for (const line of lines.split("\n").filter((line) => line !== ""))
  console.log(valid(JSON.parse(line)) ? "valid" : `invalid: ${valid.errors[0].instancePath} ${valid.errors[0].message} ${valid.errors[0].schemaPath}`);
