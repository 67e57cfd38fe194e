/** The library names its abstract store in its types, but exports it under this path only. */
declare module "rate-limiter-flexible/lib/RateLimiterStoreAbstract.js" {
  import { RateLimiterStoreAbstract as Store } from "rate-limiter-flexible";
  import type { Db } from "#db/client.ts";

  export default class RateLimiterStoreAbstract extends Store {
    client: Db;
    points: number;
    duration: number;
  }
}
