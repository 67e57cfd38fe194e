import { once } from "node:events";
import { createServer, get, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, test } from "vitest";
import { closesWhenAnswered } from "~/http/close-server.server.ts";

test("a server closes when its requests are answered, and does not wait for connections that ask nothing", async () => {
  const server = createServer();
  const asked = once(server, "request");
  const close = closesWhenAnswered(server);
  await new Promise<void>((listening) => server.listen(0, listening));
  const { port } = server.address() as AddressInfo;

  const silent = connect(port);
  const cut = new Promise((closed) => silent.once("close", closed).once("error", () => undefined));
  await once(silent, "connect");
  const answer = new Promise<string>((resolve, reject) => {
    const request = get({ port, agent: false }, (response) => {
      response.setEncoding("utf8").on("data", resolve);
    });
    request.on("error", reject);
  });
  const response: ServerResponse = (await asked)[1];

  let isClosed = false;
  const closed = close().then(() => {
    isClosed = true;
  });
  await new Promise((turn) => setTimeout(turn, 20));
  expect(isClosed).toBe(false);

  response.end("still answered");
  expect(await answer).toBe("still answered");
  await Promise.all([closed, cut]);
});

test("before it closes, a server answers for a while, and keeps no connection on which a request could be lost", async () => {
  const server = createServer((_request, response) => void response.end("answered"));
  const close = closesWhenAnswered(server);
  await new Promise<void>((listening) => server.listen(0, listening));
  const { port } = server.address() as AddressInfo;
  const connection = () =>
    new Promise<string | undefined>((resolve, reject) => {
      const request = get({ port, agent: false, headers: { Connection: "keep-alive" } }, (response) => {
        resolve(response.resume().headers.connection);
      });
      request.on("error", reject);
    });

  expect(await connection()).toBe("keep-alive");
  const closed = close(300);
  expect(await connection()).toBe("close");
  await closed;
  await expect(connection()).rejects.toThrow("ECONNREFUSED");
});

test("who waits at the door when a draining server closes it is let in, and may still ask", async () => {
  const server = createServer((_request, response) => void response.end("answered"));
  const close = closesWhenAnswered(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const ask = () =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(port, "127.0.0.1");
      let said = "";
      socket.setEncoding("utf8").on("data", (text) => {
        said += text;
      });
      socket.once("error", reject).once("close", () => resolve(said));
      socket.once("connect", () => setTimeout(() => socket.write("GET / HTTP/1.1\r\nHost: site\r\n\r\n"), 50));
    });

  // In the same turn of the loop as the end of the drain, before it: the system has them, the server not yet.
  const drainMs = 100;
  const asking = new Promise<string[]>((resolve, reject) => {
    setTimeout(() => Promise.all(Array.from({ length: 5 }, ask)).then(resolve, reject), drainMs);
  });
  const closed = close(drainMs);
  for (const said of await asking) expect(said).toMatch(/^HTTP\/1\.1 200 OK.*answered/s);
  await closed;
});
