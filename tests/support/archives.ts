import { crc32 } from "node:zlib";

/** A zip with one file, stored as it is, under a name that a careless program would follow. */
export function zipWith(name: string, content: string): Buffer {
  const [path, bytes] = [Buffer.from(name), Buffer.from(content)];
  const facts = Buffer.alloc(12);
  facts.writeUInt32LE(crc32(bytes) >>> 0, 0);
  facts.writeUInt32LE(bytes.length, 4);
  facts.writeUInt32LE(bytes.length, 8);
  const lengths = Buffer.from([path.length, 0, 0, 0]);
  const local = Buffer.concat([Buffer.from("504b03040a000000000000000000", "hex"), facts, lengths, path, bytes]);
  const central = Buffer.concat([
    Buffer.from("504b01020a000a000000000000000000", "hex"),
    facts,
    lengths,
    Buffer.alloc(14),
    path,
  ]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

/** A tar with one empty file of this name. */
export function tarWith(name: string): Buffer {
  const head = Buffer.alloc(512);
  head.write(name, 0);
  head.write("0000644\x000000000\x000000000\x0000000000000\x0000000000000\x00        0", 100, "latin1");
  head.write("ustar\x0000", 257, "latin1");
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return Buffer.concat([head, Buffer.alloc(1024)]);
}
