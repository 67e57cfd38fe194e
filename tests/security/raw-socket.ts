import { connect } from "node:net";

/** Writes bytes to the server and returns all that comes back until it closes the connection, or goes quiet. */
export function exchange(port: number, bytes: string, quietMs = 400): Promise<{ text: string; isClosed: boolean }> {
  return new Promise((resolve, reject) => {
    let text = "";
    let timer: NodeJS.Timeout;
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes, "latin1"));
    const end = (isClosed: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text, isClosed });
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => end(false), quietMs);
    };
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      wait();
    });
    socket.on("close", () => end(true));
    socket.on("error", (error: NodeJS.ErrnoException) => (error.code === "ECONNRESET" ? end(true) : reject(error)));
    setTimeout(wait, 2_000);
  });
}

/** How many answers stand in what came back, with the status of each. */
export const statuses = (text: string): number[] =>
  [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
