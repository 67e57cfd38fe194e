import { answerInstantly } from "./instant-search.ts";

answerInstantly();
