import { improvePage } from "./improve-page.ts";

improvePage();
