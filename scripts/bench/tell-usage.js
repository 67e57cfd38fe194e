/* Loaded before a measured server (node --import): tells the benchmark what it has used. The server knows nothing of it. */
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ processorMs: (user + system) / 1000, memoryBytes: process.memoryUsage.rss() });
});
// Waiting for questions keeps nothing running.
process.channel?.unref();
