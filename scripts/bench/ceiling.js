/**
 * `node ceiling.js PORT FILE`: what no server in Node beats: node:http alone, which sends the head and body of FILE
 * ({ headers: names and values in turn, body: base64 }) to whatever is asked.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const [, , port, file] = process.argv;
const { headers, body } = JSON.parse(readFileSync(String(file), "utf8"));
const bytes = Buffer.from(body, "base64");

createServer((_request, response) => {
  response.writeHead(200, headers);
  response.end(bytes);
}).listen(Number(port), "127.0.0.1");
